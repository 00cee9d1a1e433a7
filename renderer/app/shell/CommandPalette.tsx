import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight'
import { allCommands, type Command } from '../../../shared/commands.ts'
import { useActingPerson } from '../../api/session.ts'
import { SearchIcon } from '../../ui/icons.tsx'
import type { Acts } from './acts.ts'
import { keysOf } from './keys.ts'
import { useRecords, type RecordLink } from './records.ts'

/** Every screen, command and record by name, under Ctrl+K; the commands are those of the desktop's menu. */
export function CommandPalette({ acts }: { acts: Acts }) {
  const person = useActingPerson()
  const records = useRecords()
  const hidden = new Set(['palette.open', person === null ? 'session.sign-out' : 'session.sign-in'])
  return (
    <Spotlight
      actions={[...commandGroups(allCommands.filter(({ id }) => !hidden.has(id)), acts), ...recordGroups(records)]}
      shortcut={['mod + K', 'mod + P']}
      // Also while a field has the focus.
      tagsToIgnore={[]}
      nothingFound="No screen, command or record has this name."
      highlightQuery
      overlayProps={{ blur: 0, backgroundOpacity: 0.45 }}
      scrollable
      maxHeight={420}
      limit={60}
      searchProps={{ placeholder: 'Go to a screen or record, or run a command', leftSection: <SearchIcon />, 'aria-label': 'Search commands' }}
    />
  )
}

const order = ['Go', 'File', 'Ledger', 'View', 'Help']

function commandGroups(commands: readonly Command[], acts: Acts): SpotlightActionGroupData[] {
  const groups = Map.groupBy(commands, ({ menu }) => menu)
  return [...groups]
    .toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([group, members]) => ({
      group: group === 'Go' ? 'Go to' : group,
      actions: members.map(({ id, title, shortcut }) => ({ id, label: title, rightSection: shortcut && keysOf(shortcut).join(' '), onClick: acts[id] })),
    }))
}

const recordGroups = (records: readonly RecordLink[]): SpotlightActionGroupData[] =>
  [...Map.groupBy(records, ({ group }) => group)].map(([group, members]) => ({
    group,
    actions: members.map(({ to, label, hint, open }) => ({ id: to, label, rightSection: hint, onClick: open })),
  }))
