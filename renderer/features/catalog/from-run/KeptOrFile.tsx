import { FileField } from '../../../ui/FileField.tsx'

interface KeptOrFileProps {
  readonly label: string
  /** What the run says; null where it says nothing. */
  readonly kept: string | null
  readonly kind: 'file' | 'folder'
  readonly value: string
  readonly onChange: (path: string) => void
}

/** A part that the run gives, which a path on this computer takes the place of. */
export function KeptOrFile({ label, kept, kind, value, onChange }: KeptOrFileProps) {
  return <FileField label={label} description={kept === null ? 'The run does not say it.' : value === '' ? `From the run: ${kept}. Choose another only if that is not what it was.` : `Instead of the run’s: ${kept}.`} kind={kind} value={value} onChange={onChange} />
}
