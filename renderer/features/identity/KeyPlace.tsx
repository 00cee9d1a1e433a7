import { Radio, Stack } from '@mantine/core'

export type Where = 'here' | 'elsewhere'

/** Whether a person's new key is made now, or was made on another computer. */
export function KeyPlace({ label, value, onChange }: { label: string; value: Where; onChange: (where: Where) => void }) {
  return (
    <Radio.Group label={label} value={value} onChange={(next) => onChange(next as Where)}>
      <Stack gap={4} mt={4}>
        <Radio value="here" label="is made on this computer: they type a passphrase now" />
        <Radio value="elsewhere" label="is on another computer: they sent their verifier key" />
      </Stack>
    </Radio.Group>
  )
}
