import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Page } from '@playwright/test'

/** Drops a file of this computer on the window, as a browser hands it over: bytes and a name, no path. */
export async function dropFile(page: Page, path: string): Promise<void> {
  const base64 = readFileSync(path).toString('base64')
  await page.evaluate(
    ({ text, name }) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([Uint8Array.from(atob(text), (character) => character.charCodeAt(0))], name))
      for (const type of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
    },
    { text: base64, name: basename(path) },
  )
}
