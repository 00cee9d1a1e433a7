import { notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import { useConnection } from '../../api/provider.tsx'

/** Says that the core was started again: nobody is signed in any more, and what was under way has stopped. */
export function useRestartNotice(): void {
  const { status, subscribe } = useConnection()
  useEffect(() => {
    let down = false
    return subscribe(() => {
      if (status() === 'connecting') down = true
      if (!down || status() !== 'open') return
      down = false
      notifications.show({
        id: 'restart',
        title: 'Countersign was started again',
        message: 'Its core had stopped. Everything that was written is there. Sign in again to write; work that was under way has to be started again.',
        color: 'red',
        autoClose: false,
      })
    })
  }, [status, subscribe])
}
