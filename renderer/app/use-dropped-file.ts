import { useEffect, useRef, useState } from 'react'
import { notifications } from '@mantine/notifications'
import { useDropped, type Dropped } from '../api/dropped.ts'
import { sentenceOf } from '../ui/failure.ts'

export interface DroppedFile {
  path: string
  name: string
  kind: Dropped['kind']
}

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** Hears files and folders that are dropped anywhere on the window. True while one is held over it. */
export function useDroppedFile(onFile: (file: DroppedFile) => void): boolean {
  const dropped = useDropped()
  const [over, setOver] = useState(false)
  const hear = useRef(onFile)
  useEffect(() => void (hear.current = onFile))
  useEffect(() => {
    const stop = new AbortController()
    const take = async ({ name, kind, place }: Dropped) => {
      try {
        hear.current({ path: await place(), name, kind })
      } catch (error) {
        notifications.show({ title: `${name} was not read`, message: sentenceOf(error), color: 'red', autoClose: 12_000 })
      }
    }
    // A place that takes files itself is not to be covered, and lets nothing through that would end it here.
    const takesItself = ({ target }: Event) => target instanceof Element && target.closest('[data-takes-files]') !== null
    window.addEventListener('dragover', (event) => takesItself(event) && setOver(false), { signal: stop.signal, capture: true })
    window.addEventListener('drop', () => setOver(false), { signal: stop.signal, capture: true })
    const listen = <K extends 'dragover' | 'dragleave' | 'drop'>(type: K, listener: (event: DragEvent) => void) => window.addEventListener(type, listener, { signal: stop.signal })
    listen('dragover', (event) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      setOver(true)
    })
    listen('dragleave', (event) => event.relatedTarget === null && setOver(false))
    listen('drop', (event) => {
      // Without this the window would leave the page and show the file.
      event.preventDefault()
      const [one] = event.dataTransfer === null ? [] : dropped.all(event.dataTransfer)
      if (one !== undefined) void take(one)
    })
    return () => stop.abort()
  }, [dropped])
  return over
}
