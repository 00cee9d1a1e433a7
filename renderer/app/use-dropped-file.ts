import { useEffect, useRef, useState } from 'react'
import { notifications } from '@mantine/notifications'
import { useConnection } from '../api/provider.tsx'
import { sentenceOf } from '../ui/failure.ts'

export interface DroppedFile {
  path: string
  name: string
}

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** Hears files that are dropped anywhere on the window. True while one is held over it. A browser has no path for a file: there the core keeps a copy. */
export function useDroppedFile(onFile: (file: DroppedFile) => void): boolean {
  const { client, bridge } = useConnection()
  const [over, setOver] = useState(false)
  const hear = useRef(onFile)
  useEffect(() => void (hear.current = onFile))
  useEffect(() => {
    const stop = new AbortController()
    const pathOf = async (file: File) => (bridge === null ? (await client.workspace.receive({ file })).path : bridge.pathOfFile(file))
    const take = async (file: File) => {
      try {
        hear.current({ path: await pathOf(file), name: file.name })
      } catch (error) {
        notifications.show({ title: `${file.name} was not read`, message: sentenceOf(error), color: 'red', autoClose: 12_000 })
      }
    }
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
      setOver(false)
      const file = event.dataTransfer?.files[0]
      if (file !== undefined) void take(file)
    })
    return () => stop.abort()
  }, [client, bridge])
  return over
}
