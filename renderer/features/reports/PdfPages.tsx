import { useElementSize } from '@mantine/hooks'
import type { PDFDocumentProxy } from 'pdfjs-dist'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { usePdf } from './pdf.ts'
import classes from './reports.module.css'

const widest = 860

/** Every page of a PDF under each other; each is drawn when it comes near the screen. Its text is there for screen readers. */
export function PdfPages({ blob, label }: { blob: Blob; label: string }) {
  const { document, error } = usePdf(blob)
  const { ref, width } = useElementSize<HTMLDivElement>()
  if (error !== null) return <ErrorState what="The PDF was made but can not be shown here." kept="It can still be exported." />
  if (document === null) return <Loading label="pages" rows={8} />
  const pageWidth = Math.min(widest, width)
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- A region that scrolls has to take the focus, or the keyboard can not scroll it.
    <section className={classes.pages} tabIndex={0} aria-label={label}>
      <div ref={ref} className={classes.sheet}>
        {width > 0 &&
          Array.from({ length: document.numPages }, (_, index) => (
            <PdfPage key={index} document={document} number={index + 1} count={document.numPages} width={pageWidth} />
          ))}
      </div>
    </section>
  )
}

interface PdfPageProps {
  document: PDFDocumentProxy
  number: number
  count: number
  width: number
}

function PdfPage({ document, number, count, width }: PdfPageProps) {
  const frame = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const near = useNear(frame)
  const [text, setText] = useState('')
  useEffect(() => {
    if (!near) return undefined
    let live = true
    let stop = () => {}
    const draw = async () => {
      const page = await document.getPage(number)
      if (!live || canvas.current === null) return
      const scale = (width / page.getViewport({ scale: 1 }).width) * window.devicePixelRatio
      const viewport = page.getViewport({ scale })
      canvas.current.width = viewport.width
      canvas.current.height = viewport.height
      const task = page.render({ canvas: canvas.current, viewport })
      stop = () => task.cancel()
      await task.promise
      const content = await page.getTextContent()
      if (live) setText(content.items.map((item) => ('str' in item ? item.str : '')).join(' '))
    }
    // A page that is scrolled or closed away is cancelled; there is nobody left to tell.
    draw().catch(() => undefined)
    return () => {
      live = false
      stop()
    }
  }, [document, number, width, near])
  return (
    <div ref={frame} className={classes.page} style={{ width }}>
      <canvas ref={canvas} aria-hidden="true" />
      <p className={classes.spoken}>{text}</p>
      <span className={classes.number}>
        page {number} of {count}
      </span>
    </div>
  )
}

function useNear(frame: RefObject<HTMLDivElement | null>): boolean {
  const [near, setNear] = useState(false)
  useEffect(() => {
    if (frame.current === null) return undefined
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && setNear(true), { rootMargin: '900px' })
    observer.observe(frame.current)
    return () => observer.disconnect()
  }, [frame])
  return near
}
