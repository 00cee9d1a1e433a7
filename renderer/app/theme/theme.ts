import {
  Autocomplete,
  Button,
  Checkbox,
  createTheme,
  defaultVariantColorsResolver,
  Input,
  InputWrapper,
  Modal,
  MultiSelect,
  Notification,
  Select,
  TagsInput,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core'

const accent: MantineColorsTuple = [
  '#e8f0fa',
  '#cfe0f4',
  '#a8caef',
  '#7db2ee',
  '#5897dd',
  '#3c7fc9',
  '#2a6db8',
  '#1f5fa8',
  '#184c88',
  '#113866',
]

/** For acts that take something away: filled, it keeps 4.5:1 under its text in both schemes. */
const red: MantineColorsTuple = [
  '#fdeae8',
  '#f9d3cf',
  '#f5b3ab',
  '#f29488',
  '#e0685b',
  '#cb4538',
  '#b8301f',
  '#a32018',
  '#861812',
  '#6b120d',
]

/** Mantine builds its dark surfaces from these; they are the greys of the palette. */
const dark: MantineColorsTuple = [
  '#e7ebf0',
  '#cfd6de',
  '#98a3b1',
  '#6d7886',
  '#3a4450',
  '#2b333d',
  '#1e252d',
  '#191f26',
  '#12161b',
  '#0d1014',
]

const small = { defaultProps: { size: 'xs' } }

/** The list itself scrolls: its field moves it by the arrow keys. A scroll area within it would be one that no key reaches. */
const list = { defaultProps: { withScrollArea: false }, styles: { options: { maxHeight: 240, overflowY: 'auto' as const, paddingInlineEnd: 'var(--combobox-padding)' } } }

/** Filled grounds are dark in the light scheme and light in the dark one; Mantine's own choice of text sees only the first. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input)
  return input.variant === 'filled' ? { ...colors, color: 'var(--cs-on-fill)', hoverColor: 'var(--cs-on-fill)' } : colors
}

/** One accent, small type, rows of 28 px: a tool for people who read all day. */
export const theme = createTheme({
  colors: { accent, dark, red },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 3 },
  variantColorResolver,
  defaultRadius: 5,
  fontFamily: "'Inter Variable', 'Noto Sans', 'DejaVu Sans', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: '0.78125rem', sm: '0.78125rem', md: '0.8125rem', lg: '0.9375rem', xl: '1.125rem' },
  lineHeights: { xs: '1.45', sm: '1.45', md: '1.45', lg: '1.4', xl: '1.3' },
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.125rem' }, h2: { fontSize: '0.8125rem' }, h3: { fontSize: '0.8125rem' } } },
  components: {
    Button: Button.extend(small),
    Input: Input.extend(small),
    InputWrapper: InputWrapper.extend(small),
    Checkbox: Checkbox.extend(small),
    Autocomplete: Autocomplete.extend(list),
    MultiSelect: MultiSelect.extend(list),
    Select: Select.extend(list),
    TagsInput: TagsInput.extend(list),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } }),
    Modal: Modal.extend({ defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.45 }, transitionProps: { duration: 90 } } }),
  },
})

/** Mantine's own colours do not reach 4.5:1 for placeholders, dimmed text and errors; these do, in both schemes. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--cs-panel)',
    '--mantine-color-text': 'var(--cs-ink)',
    '--mantine-color-dimmed': 'var(--cs-ink-3)',
    '--mantine-color-placeholder': 'var(--cs-ink-3)',
    '--mantine-color-error': 'var(--cs-bad)',
    '--mantine-color-anchor': 'var(--cs-accent)',
    '--mantine-color-default': 'var(--cs-panel)',
    '--mantine-color-default-hover': 'var(--cs-hover)',
    '--mantine-color-default-color': 'var(--cs-ink)',
    '--mantine-color-default-border': 'var(--cs-line)',
    '--mantine-color-disabled': 'var(--cs-line-soft)',
    '--mantine-color-disabled-color': 'var(--cs-ink-3)',
  }
  return { variables: {}, light: shared, dark: shared }
}
