/** Hands a file to the person through the browser's own saving. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  // The browser reads the address after the click; a later turn is soon enough to let it go.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
