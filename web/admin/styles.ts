/** The styles of the Mantine components that the desk uses. */
import '../ui/desk-styles.ts';
