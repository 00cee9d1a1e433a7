import { config } from 'zod'
import { fromChooser, fromDrop } from './choosing.ts'
import { checkBundle, isBundle } from './bundle-check.ts'
import { checkDossier } from './dossier-check.ts'
import { checkExport, isExport } from './export-check.ts'
import type { FileSet } from './given-files.ts'
import { readAttachments } from './pdf-attachments.ts'
import type { RecomputedTree, Result } from './result.ts'
import { toView } from './view.ts'

// The policy of this page forbids making code out of text, which zod would try.
config({ jitless: true })

const status = document.getElementById('status')!
const shown = document.getElementById('result')!
/** The export that was read last: PDFs are held against it. */
let known: RecomputedTree | null = null

const say = (sentence: string) => void (status.textContent = sentence)

/** A frame between steps, so that the page stays alive and shows how far it is. */
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

async function check(files: FileSet): Promise<Result | null> {
  if (isExport(files)) {
    let told = 0
    const { result, tree } = await checkExport(files, async (done, total) => {
      if (done - told < 2_000 && done < total) return
      told = done
      say(`${done} of ${total} entries …`)
      await breathe()
    })
    known = tree
    return result
  }
  const [only] = files.paths
  const bytes = files.paths.length === 1 && only !== undefined ? await files.read(only) : null
  if (!bytes) return null
  if (isBundle(bytes)) return checkBundle(files.name, bytes, known)
  const attachments = await readAttachments(bytes)
  return attachments && checkDossier(files.name, bytes, attachments, known)
}

/** One after the other: a second choice waits for the first. */
let busy: Promise<void> = Promise.resolve()

function take(given: Promise<FileSet> | FileSet): void {
  busy = busy.then(async () => {
    shown.hidden = true
    say('Reading …')
    try {
      const result = await check(await given)
      if (!result) return say('This is neither an exported folder (with "checkpoint" and "tile/entries") nor a PDF nor a bundle. Choose one of these.')
      shown.replaceChildren(...toView(result))
      shown.hidden = false
      say('Done.')
      shown.focus({ preventScroll: true })
    } catch (error) {
      // A browser may refuse a page from disk to read a dropped folder.
      say(error instanceof DOMException ? 'The browser did not let this page read what was dropped. Use the buttons instead.' : `The files could not be read to the end (${String(error)}).`)
    }
  })
}

for (const id of ['file', 'folder']) {
  const chooser = document.getElementById(id) as HTMLInputElement
  chooser.addEventListener('change', () => {
    if (chooser.files && chooser.files.length > 0) take(fromChooser(chooser.files))
    // The same file may be chosen again, after it was changed.
    chooser.value = ''
  })
}

document.addEventListener('dragover', (event) => {
  event.preventDefault()
  document.body.classList.add('over')
})
document.addEventListener('dragleave', () => document.body.classList.remove('over'))
document.addEventListener('drop', (event) => {
  event.preventDefault()
  document.body.classList.remove('over')
  if (event.dataTransfer) take(fromDrop(event.dataTransfer))
})
