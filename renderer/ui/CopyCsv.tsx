import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'

/** The figures of a table for a spreadsheet, made when they are asked for. */
export function CopyCsv({ csv }: { csv: () => string }) {
  const clipboard = useClipboard()
  return (
    <Button variant="default" size="compact-xs" onClick={() => clipboard.copy(csv())}>
      {clipboard.copied ? 'Copied' : 'Copy as CSV'}
    </Button>
  )
}
