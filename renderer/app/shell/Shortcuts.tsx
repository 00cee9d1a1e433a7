import { Kbd, Modal, Switch } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { allCommands } from '../../../shared/commands.ts'
import { focusContent } from './content.ts'
import { keysOf } from './keys.ts'
import { modules } from './modules.ts'
import classes from './Shortcuts.module.css'

const opening = new EventTarget()
export const showShortcuts = (): void => void opening.dispatchEvent(new Event('show'))

const general = [
  ...allCommands.flatMap(({ shortcut, title }) => (shortcut === undefined ? [] : [[keysOf(shortcut).join(' '), title] as const])),
  ['?', 'This list'],
  ['↑ ↓', 'Move between the rows of a table'],
  ['PageUp PageDown', 'Move by twenty rows'],
  ['Home End', 'First and last row'],
  ['Enter', 'Open the row'],
  ['Esc', 'Close a dialog'],
] as const

/** The list of shortcuts under `?`, and the letter keys themselves. They can be switched off (WCAG 2.1.4). */
export function Shortcuts() {
  const [opened, setOpened] = useState(false)
  const [letters, setLetters] = useLocalStorage({ key: 'countersign.letter-keys', defaultValue: true })
  useLetterKeys(letters, () => setOpened(true))
  useEffect(() => {
    const show = () => setOpened(true)
    opening.addEventListener('show', show)
    return () => opening.removeEventListener('show', show)
  }, [])
  return (
    <Modal opened={opened} onClose={() => setOpened(false)} title="Keyboard" size={720} closeButtonProps={{ 'aria-label': 'Close' }}>
      <dl className={classes.list}>
        {[...general, ...modules.map(({ letter, label }) => [`g ${letter}`, `${label}`] as const)].map(([keys, act]) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{act}</dd>
          </div>
        ))}
      </dl>
      <Switch mt="md" size="xs" label="Letter keys (? and g …) are on" checked={letters} onChange={(event) => setLetters(event.currentTarget.checked)} />
    </Modal>
  )
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select, [role="dialog"]') !== null)

function useLetterKeys(on: boolean, show: () => void): void {
  const navigate = useNavigate()
  useEffect(() => {
    if (!on) return undefined
    let afterG = 0
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      const module = event.timeStamp - afterG < 1200 ? modules.find(({ letter }) => letter === event.key) : undefined
      afterG = event.key === 'g' ? event.timeStamp : 0
      if (event.key === '?') show()
      else if (module !== undefined) void navigate({ to: module.to }).then(focusContent)
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  })
}
