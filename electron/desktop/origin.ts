import { appOrigin } from '../../shared/bridge.ts'

/** The one address that a window shows; screens are told apart by the part after `#`. */
export const pageUrl = `${appOrigin}/`

/** Whether an address is a file of our own page. Compared by parts: a prefix would also fit `app://bundle.evil`. */
export function isPageUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, host } = new URL(text)
  return `${protocol}//${host}` === appOrigin
}
