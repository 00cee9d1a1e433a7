import { useState, type DragEvent } from 'react'

/** A place that takes files itself: what it spreads on its element, and whether something is held over it. The window has an answer of its own for files that are dropped anywhere else. */
export function useFileDrop(onDrop: (data: DataTransfer) => void) {
  const [over, setOver] = useState(false)
  const hear = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault()
    event.stopPropagation()
    setOver(isOver)
  }
  const drop = (event: DragEvent) => {
    hear(false)(event)
    onDrop(event.dataTransfer)
  }
  return { over, taking: { onDragOver: hear(true), onDragLeave: hear(false), onDrop: drop, 'data-takes-files': true } }
}
