/** The styles of the Mantine components that the portal uses beside those of the first page. */
import '../ui/desk-styles.ts';
