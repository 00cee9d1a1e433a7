import { useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'

/** Whoever goes somewhere by a key or a command reads on there, without the rail in between. */
export const focusContent = (): void => document.getElementById('content')?.focus({ preventScroll: true })

/** A row or link that was opened is gone with its screen: whoever opened it goes on in the one that came, not at the top of the window. */
export function useFocusAfterRow(): void {
  const router = useRouter()
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (fromLocation !== undefined && pathChanged && document.activeElement === document.body) focusContent()
      }),
    [router],
  )
}
