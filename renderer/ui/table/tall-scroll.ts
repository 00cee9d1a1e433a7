import type { Virtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import { createScrollScale } from './scroll-scale.ts'

type Tell = (y: number, isScrolling: boolean) => void

/** Scrolling over a height of any size: `y` below is a place among the rows, `scrollTop` one of the sheet that they are drawn on. */
export function useTallScroll(scroller: RefObject<HTMLDivElement | null>, total: number) {
  const [shift, setShift] = useState(0)
  // Read by listeners that outlive a render.
  const at = useRef({ total, shift: 0, scrollTop: 0 })
  useEffect(() => {
    at.current.total = total
  }, [total])
  return useMemo(() => {
    const seeFrom = (element: HTMLElement, y: number) => {
      const next = createScrollScale(at.current.total, element.clientHeight).shiftAt(y)
      if (next !== at.current.shift) {
        at.current.shift = next
        // Rows and bar have to move in one frame.
        flushSync(() => setShift(next))
        element.scrollTo({ top: y - next })
      }
      at.current.scrollTop = element.scrollTop
    }
    /** A short way is walked pixel by pixel; whoever drags the bar means a part of the whole. */
    const follow = (element: HTMLElement): number => {
      const { scrollTop } = element
      const isWalk = Math.abs(scrollTop - at.current.scrollTop) < element.clientHeight
      const y = isWalk ? scrollTop + at.current.shift : createScrollScale(at.current.total, element.clientHeight).fromBar(scrollTop)
      seeFrom(element, y)
      return element.scrollTop + at.current.shift
    }
    return {
      shift,
      sheet: createScrollScale(total, 0).sheet,
      /** For the virtualizer: what is scrolled to. */
      observe(instance: Virtualizer<HTMLDivElement, Element>, tell: Tell) {
        const element = instance.scrollElement
        if (element === null) return undefined
        const listen = () => tell(follow(element), true)
        const rest = () => tell(follow(element), false)
        tell(element.scrollTop + at.current.shift, false)
        element.addEventListener('scroll', listen, { passive: true })
        element.addEventListener('scrollend', rest, { passive: true })
        return () => {
          element.removeEventListener('scroll', listen)
          element.removeEventListener('scrollend', rest)
        }
      },
      /** Scrolls as little as shows the row that begins at `start`, below a head of `head`. */
      reveal(start: number, height: number, head: number) {
        const element = scroller.current
        if (element === null) return
        const y = element.scrollTop + at.current.shift
        const wanted = start < y + head ? start - head : Math.max(y, start + height - element.clientHeight)
        if (wanted === y) return
        seeFrom(element, wanted)
        element.scrollTo({ top: wanted - at.current.shift })
        at.current.scrollTop = element.scrollTop
      },
    }
  }, [scroller, total, shift])
}
