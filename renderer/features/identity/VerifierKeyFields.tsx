import { Checkbox, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/provider.tsx'
import { sentenceOf } from '../../ui/failure.ts'
import { Mono } from '../../ui/Mono.tsx'
import classes from './identity.module.css'

interface VerifierKeyFieldsProps {
  /** The key that is known already, as from a signed answer. */
  given?: string
  person: { name: string; email: string }
  /** The key once its fingerprint was compared; null before, and after any change. */
  onCompared: (vkey: string | null) => void
}

/** First contact with a key: what came by mail is compared by another way before anybody vouches for it. */
export function VerifierKeyFields({ given = '', person: { name, email }, onCompared }: VerifierKeyFieldsProps) {
  const api = useApi()
  const [text, setText] = useState(given)
  const [compared, setCompared] = useState(false)
  const asked = { email: email.trim().toLowerCase(), vkey: text.trim() }
  const [{ email: byEmail, vkey }] = useDebouncedValue(asked, 300, { leading: true })
  const isReady = vkey !== '' && /^[^\s@]+@[^\s@]+$/.test(byEmail)
  const key = useQuery({ ...api.identity.readKey.queryOptions({ input: { email: byEmail, vkey } }), enabled: isReady, gcTime: 0 })
  const forget = () => {
    setCompared(false)
    onCompared(null)
  }
  return (
    <>
      <Textarea
        label="Their verifier key"
        required
        autosize
        minRows={2}
        description="One line, from their page under People, or from the file that they sent."
        placeholder="name+id+base64"
        spellCheck={false}
        classNames={{ input: classes.path }}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          forget()
        }}
        error={isReady && key.error !== null ? sentenceOf(key.error) : undefined}
      />
      {isReady && key.data !== undefined && (
        <>
          <Mono text={key.data.fingerprint} label="fingerprint of their key" wrap />
          <Checkbox
            label={`${name.trim() || 'This person'} has read me this fingerprint by another way than the key came by, such as the telephone, and it is the same`}
            checked={compared}
            onChange={(event) => {
              setCompared(event.currentTarget.checked)
              onCompared(event.currentTarget.checked ? vkey : null)
            }}
          />
        </>
      )}
    </>
  )
}
