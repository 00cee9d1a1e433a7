import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Erasable, Redaction } from '../../../../shared/contract/custody.ts'
import { useApi } from '../../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../../api/session.ts'
import { countOf, formatCount } from '../../../ui/format.ts'
import { Instant } from '../../../ui/Instant.tsx'
import { Mono } from '../../../ui/Mono.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { EraseDialog } from './EraseDialog.tsx'
import classes from './erasure.module.css'

/** What of an entry can be erased, or was: shown only where there is such a thing. */
export function ErasureSection({ seq }: { seq: number }) {
  const api = useApi()
  const person = useActingPerson()
  const [asking, setAsking] = useState(false)
  const { data } = useQuery(api.custody.erasable.queryOptions({ input: { seq } }))
  if (data === undefined || (data.payloads.length === 0 && data.files.length === 0)) return null
  const there = data.payloads.some(({ text }) => text !== null) || data.files.some(({ present }) => present)
  return (
    <section aria-label="Erasable data" className={classes.section}>
      <h3 className={classes.title}>{data.payloads.length > 0 ? 'Personal data' : 'Files of this entry'}</h3>
      <Data erasable={data} />
      {data.done.map((one) => (
        <Done key={one.seq} redaction={one} />
      ))}
      {there && (
        <div>
          <Button variant="default" onClick={() => (person === null ? askForSignIn() : setAsking(true))}>
            Erase…
          </Button>
        </div>
      )}
      {asking && person !== null && <EraseDialog seq={seq} signer={person} onClose={() => setAsking(false)} />}
    </section>
  )
}

function Data({ erasable: { payloads, files, done } }: { erasable: Erasable }) {
  const lost = payloads.some(({ text, id }) => text === null && !done.some((one) => one.id === id)) || files.some(({ present, sha256 }) => !present && !done.some((one) => one.id === sha256))
  return (
    <>
      {payloads.map(({ id, text }) => text !== null && <Mono key={id} text={text} label="personal data" wrap maxHeight={160} />)}
      {files.length > 0 && (
        <p className={classes.quiet}>
          {countOf(files.length, 'file')} in blobs/, {files.every(({ present }) => present) ? 'there' : `${files.filter(({ present }) => present).length} of them there`}. The entry itself holds only {files.length === 1 ? 'its digest' : 'their digests'}.
        </p>
      )}
      {lost && <p className={classes.quiet}>Some of it is gone, and no entry says that it was erased: verify the ledger.</p>}
    </>
  )
}

function Done({ redaction: { seq, at, by, reason, kind } }: { redaction: Redaction }) {
  return (
    <p className={classes.done}>
      <StateBadge tone="void">redacted</StateBadge>
      <span>
        {kind === 'payload' ? 'The data' : 'A file'} was erased by {by}, <Instant at={at} />, in <Link to={`/ledger/${seq}`}>entry {formatCount(seq)}</Link>: {reason}
      </span>
    </p>
  )
}
