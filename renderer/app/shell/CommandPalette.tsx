import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import { useEffect, useRef } from 'react'
import { useConnection } from '../../api/provider.tsx'
import { SearchIcon } from '../../ui/icons.tsx'
import { useCommands, useRecordCommands, type Command } from './commands.ts'

/** Every screen, command and record by name, under Ctrl+K. The desktop's menu runs the same commands. */
export function CommandPalette() {
  const commands = useCommands()
  const records = useRecordCommands()
  useMenu(commands)
  return (
    <Spotlight
      actions={groupsOf([...commands.filter(({ id }) => id !== 'view.commands'), ...records])}
      shortcut={['mod + K', 'mod + P']}
      nothingFound="No screen, command or record has this name."
      highlightQuery
      scrollable
      maxHeight={420}
      limit={60}
      searchProps={{ placeholder: 'Go to a screen or record, or run a command', leftSection: <SearchIcon />, 'aria-label': 'Search commands' }}
    />
  )
}

function groupsOf(commands: readonly Command[]): SpotlightActionGroupData[] {
  const groups = Map.groupBy(commands, ({ group }) => group)
  return [...groups].map(([group, members]) => ({
    group,
    actions: members.map(({ id, label, hint, run }) => ({ id, label, rightSection: hint, onClick: run })),
  }))
}

function useMenu(commands: readonly Command[]): void {
  const { bridge } = useConnection()
  const current = useRef(commands)
  useEffect(() => {
    current.current = commands
  })
  useEffect(() => bridge?.onCommand((id) => current.current.find((command) => command.id === id)?.run()), [bridge])
}
