/**
 * Blink and WebKit cut elements off at 2^25 px, Gecko at 17,895,700 px: a taller table would lose its last rows. From here on the
 * rows are drawn into a sheet of this height, of which each hundredth is shifted against the rows by a little more than the one
 * before it, so that the ends meet. Inside a hundredth a pixel of scrolling is a pixel. (The way of SlickGrid.)
 */
const tallestSheet = 16_000_000
const parts = 100

export interface ScrollScale {
  /** Height of the sheet that scrolls, in pixels. */
  readonly sheet: number
  /** How far the sheet is shifted against the rows, where the table is seen from `y` on. */
  shiftAt(y: number): number
  /** Where the table is seen from, when the bar was thrown to `scrollTop`. */
  fromBar(scrollTop: number): number
}

/** `total`: height of all rows; `view`: height of what is seen of them; both in pixels. */
export function createScrollScale(total: number, view: number): ScrollScale {
  const sheet = Math.min(total, tallestSheet)
  const part = sheet / parts
  const last = Math.floor(total / part) - 1
  const shiftOf = (number: number) => (total > sheet ? Math.round((Math.min(last, number) * (total - sheet)) / last) : 0)
  return {
    sheet,
    shiftAt: (y) => shiftOf(Math.floor(y / part)),
    fromBar(scrollTop) {
      const way = sheet > view ? (scrollTop * (total - view)) / (sheet - view) : 0
      return scrollTop + shiftOf(Math.floor(way / part))
    },
  }
}
