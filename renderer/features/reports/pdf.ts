import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist'
// eslint-disable-next-line import/default -- Vite answers `?url` with the address of the file.
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { useEffect, useState } from 'react'

GlobalWorkerOptions.workerSrc = workerUrl

export interface LoadedPdf {
  document: PDFDocumentProxy | null
  error: unknown
}

/** Reads a PDF in a worker of its own. Its scripts are never run, and it fetches nothing. */
export function usePdf(blob: Blob): LoadedPdf {
  const [loaded, setLoaded] = useState<LoadedPdf>({ document: null, error: null })
  useEffect(() => {
    let live = true
    const opening = blob.arrayBuffer().then((data) => getDocument({ data, enableXfa: false, isEvalSupported: false, useWasm: false }))
    opening
      .then((task) => task.promise)
      .then(
        (document) => live && setLoaded({ document, error: null }),
        (error: unknown) => live && setLoaded({ document: null, error }),
      )
    return () => {
      live = false
      void opening.then((task) => task.destroy()).catch(() => undefined)
    }
  }, [blob])
  return loaded
}
