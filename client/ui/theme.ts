import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** Lacquer red in the ten steps that Mantine asks for; step 7 is the accent of tokens.css. */
const lacquer: MantineColorsTuple = [
  '#fdf0ee',
  '#f9dcd8',
  '#f1b6af',
  '#e78d83',
  '#db665c',
  '#cd453d',
  '#bb2a27',
  '#a4161a',
  '#8c1115',
  '#6f0b10',
]

/** Mantine told our type, corners and touch sizes. Colours come through mantine.css, from the tokens. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontSizes: { xs: '0.875rem', sm: '0.9375rem', md: '1.0625rem', lg: '1.1875rem', xl: '1.375rem' },
  headings: { fontFamily: 'var(--font)' },
  defaultRadius: 'md',
  radius: { md: '8px' },
  colors: { lacquer },
  primaryColor: 'lacquer',
  primaryShade: 7,
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  components: {
    Tooltip: {
      defaultProps: {
        withArrow: false,
        openDelay: 400,
        // Never in the way of a finger: shown for pointer and keyboard only.
        events: { hover: true, focus: true, touch: false },
        multiline: true,
        maw: 320,
      },
    },
    ModalRoot: { defaultProps: { transitionProps: { transition: 'fade', duration: 150 } } },
    Menu: { defaultProps: { transitionProps: { transition: 'fade', duration: 150 } } },
  },
})
