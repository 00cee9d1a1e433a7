import { notifications } from '@mantine/notifications'
import { useEffect, useRef } from 'react'
import type { Notice } from '../../../shared/contract/notices.ts'
import { useConnection } from '../../api/provider.tsx'
import type { Acts } from './acts.ts'

const askEveryMs = 60 * 60_000

/** Asks the core at the start and hourly whether something is to be told today; the core tells each thing once. */
export function useNotices(acts: Acts): void {
  const { client, bridge } = useConnection()
  const latest = useRef(acts)
  useEffect(() => void (latest.current = acts))
  useEffect(() => {
    const tell = async (notice: Notice) => {
      const go = () => latest.current[notice.target]()
      if (bridge === null ? !showInBrowser(notice, go) : !(await bridge.notify(notice))) showHere(notice, go)
    }
    // The core may be restarting: the next hour asks again.
    const ask = () => void client.notices.take().then((notice) => notice && tell(notice)).catch(() => undefined)
    ask()
    const timer = setInterval(ask, askEveryMs)
    return () => clearInterval(timer)
  }, [client, bridge])
}

/** False where the browser does not let us: it is never asked from here. */
function showInBrowser({ title, body }: Notice, go: () => void): boolean {
  if (!('Notification' in globalThis) || Notification.permission !== 'granted') return false
  const shown = new Notification(title, { body, tag: 'countersign' })
  shown.addEventListener('click', () => {
    window.focus()
    go()
    shown.close()
  })
  return true
}

function showHere({ title, body }: Notice, go: () => void): void {
  notifications.show({ id: 'daily', title, message: body, autoClose: 20_000, style: { whiteSpace: 'pre-line', cursor: 'pointer' }, onClick: go })
}
