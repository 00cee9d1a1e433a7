import { Button } from '@mantine/core'
import { saveBlob } from '../../../ui/save-file.ts'

/** The same as `CopyCsv` into a file of this name. */
export function SaveCsv({ csv, name }: { csv: () => string; name: string }) {
  return (
    <Button variant="default" size="compact-xs" onClick={() => saveBlob(new Blob([csv()], { type: 'text/csv' }), `${name}.csv`)}>
      Save as CSV
    </Button>
  )
}
