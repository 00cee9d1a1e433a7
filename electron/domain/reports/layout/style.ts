import { assetFile } from '../../../platform/assets.ts'

/** One key per font everywhere: pdfkit opens a font again for every other name it hears of it. */
export const fonts = {
  regular: assetFile('fonts/Inter-Regular.ttf'),
  semibold: assetFile('fonts/Inter-SemiBold.ttf'),
  mono: assetFile('fonts/JetBrainsMono-Regular.ttf'),
} as const
export type FontName = keyof typeof fonts

/** Every text colour keeps 4.5:1 against white and its own panel, in greyscale too. */
export const ink = {
  text: '#1b212c',
  muted: '#566070',
  accent: '#1d5596',
  rule: '#cbd2dc',
  hairline: '#e3e7ed',
  panel: '#f4f6f9',
  reference: '#9a3412',
} as const

export interface TextStyle {
  font: FontName
  size: number
  color: string
  /** Extra points between lines. */
  leading?: number
  align?: 'left' | 'right' | 'center'
  /** Figures of equal width, for columns of numbers; Inter widens hyphens with them, so prose goes without. */
  tabular?: boolean
}

export const type = {
  title: { font: 'semibold', size: 27, color: ink.text, leading: 1 },
  subtitle: { font: 'regular', size: 13, color: ink.muted, leading: 2 },
  chapter: { font: 'semibold', size: 17, color: ink.text, leading: 1 },
  heading: { font: 'semibold', size: 11.5, color: ink.text, leading: 1 },
  subheading: { font: 'semibold', size: 9.5, color: ink.text, leading: 1 },
  body: { font: 'regular', size: 9.5, color: ink.text, leading: 3 },
  strong: { font: 'semibold', size: 9.5, color: ink.text, leading: 3 },
  note: { font: 'regular', size: 8, color: ink.muted, leading: 2 },
  label: { font: 'regular', size: 8.5, color: ink.muted, leading: 1.5 },
  cell: { font: 'regular', size: 8.5, color: ink.text, leading: 1.5 },
  cellStrong: { font: 'semibold', size: 8.5, color: ink.text, leading: 1.5 },
  cellNote: { font: 'regular', size: 7.25, color: ink.muted, leading: 1 },
  mono: { font: 'mono', size: 7.5, color: ink.text, leading: 2.5 },
  monoCell: { font: 'mono', size: 7, color: ink.text, leading: 2 },
  running: { font: 'regular', size: 7.5, color: ink.muted },
} as const satisfies Record<string, TextStyle>
