/** How the menus of a phone open: inside it, with the focus on the first entry. */

export const inPhone = {
  shadow: 'md',
  width: 270,
  withinPortal: false,
  withInitialFocusPlaceholder: false,
} as const;
