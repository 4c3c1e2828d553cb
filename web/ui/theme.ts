/** The brand as Mantine's tokens: pine green on warm paper, quiet in the dark. */
import {
  Anchor,
  Button,
  type CSSVariablesResolver,
  createTheme,
  Loader,
  type MantineColorsTuple,
} from '@mantine/core';

const pine: MantineColorsTuple = [
  '#edf7f4',
  '#d8ede6',
  '#b0dccd',
  '#85cab3',
  '#5db99c',
  '#3ba283',
  '#26876b',
  '#176b56',
  '#115546',
  '#0b3d33',
];

const ink: MantineColorsTuple = [
  '#e6e9e8',
  '#c5cbc9',
  '#a3acaa',
  '#7c8684',
  '#4a5452',
  '#353e3c',
  '#262e2d',
  '#1b2221',
  '#141a19',
  '#0e1312',
];

const sans =
  "'Inter', ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif";

export const theme = createTheme({
  colors: { pine, dark: ink },
  primaryColor: 'pine',
  primaryShade: { light: 7, dark: 7 },
  defaultRadius: 'md',
  radius: { sm: '8px', md: '12px', lg: '20px' },
  fontFamily: sans,
  headings: { fontFamily: sans, fontWeight: '680', textWrap: 'balance' },
  fontSizes: { sm: '0.9rem' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  autoContrast: false,
  components: {
    Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }),
    // A finger needs 40 pixels.
    Button: Button.extend({
      vars: (_, { size }) => ({
        root: size === undefined || size === 'sm' ? { '--button-height': '40px' } : {},
      }),
    }),
    // Its head is a part of the dialog, no second banner of the page.
    Modal: { defaultProps: { attributes: { header: { role: 'none' } } } },
    Drawer: { defaultProps: { attributes: { header: { role: 'none' } } } },
    Loader: Loader.extend({ defaultProps: { type: 'dots' } }),
  },
});

/** Mantine's own dimmed, error and placeholder colours are too pale for small text (WCAG 1.4.3). */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#16211f',
    '--mantine-color-dimmed': '#56635f',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-placeholder': '#6b7773',
    '--mantine-color-default-border': '#c9d1ce',
    '--mantine-color-anchor': '#176b56',
    '--otklik-paper': '#f6f5f1',
    '--otklik-line': '#e4e3dc',
    '--otklik-tint': '#edf7f4',
    '--otklik-tint-text': '#115546',
    '--otklik-warm': '#fdf3e1',
    '--otklik-warm-text': '#7a4a06',
    '--otklik-bad': '#fdecea',
    '--otklik-bad-text': '#8c1d18',
    '--otklik-cool': '#e8f0fb',
    '--otklik-cool-text': '#1c4a86',
    '--otklik-plain': '#eeefec',
    '--otklik-plain-text': '#46524f',
    '--otklik-hover': '#efeeea',
    '--otklik-shadow': '0 1px 2px rgb(22 33 31 / 6%), 0 12px 32px -12px rgb(22 33 31 / 14%)',
  },
  dark: {
    '--mantine-color-body': '#1b2221',
    '--mantine-color-text': '#e6e9e8',
    '--mantine-color-dimmed': '#a3acaa',
    '--mantine-color-error': '#ff9a90',
    '--mantine-color-placeholder': '#929c99',
    '--mantine-color-default-border': '#4a5452',
    '--mantine-color-anchor': '#85cab3',
    '--otklik-paper': '#0e1312',
    '--otklik-line': '#2b3432',
    '--otklik-tint': '#16302a',
    '--otklik-tint-text': '#b0dccd',
    '--otklik-warm': '#35280f',
    '--otklik-warm-text': '#f3cf8e',
    '--otklik-bad': '#3a1a18',
    '--otklik-bad-text': '#ffb4ab',
    '--otklik-cool': '#172a44',
    '--otklik-cool-text': '#b4d0f7',
    '--otklik-plain': '#29312f',
    '--otklik-plain-text': '#bcc5c2',
    '--otklik-hover': '#202827',
    '--otklik-shadow': '0 1px 2px rgb(0 0 0 / 40%)',
  },
});
