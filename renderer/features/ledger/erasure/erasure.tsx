import { Link } from '@tanstack/react-router'
import type { Erasable } from '../../../../shared/contract/custody.ts'
import { countOf } from '../../../ui/format.ts'
import { Instant } from '../../../ui/Instant.tsx'
import { Mono } from '../../../ui/Mono.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import classes from './erasure.module.css'

export function WhatGoes({ erasable: { payloads, files: named }, files }: { erasable: Erasable; files: boolean }) {
  const texts = payloads.flatMap(({ id, text }) => (text === null ? [] : [{ id, text }]))
  const present = named.filter((file) => file.present)
  const others = [...new Set(present.flatMap(({ alsoNamedBy }) => alsoNamedBy))].toSorted((a, b) => a - b)
  return (
    <section aria-label="What goes">
      <h3 className={classes.title}>What goes, for ever</h3>
      {texts.map(({ id, text }) => (
        <Mono key={id} text={text} label="data to erase" wrap maxHeight={140} />
      ))}
      {texts.length === 0 && !files && <p>Nothing yet: choose the files.</p>}
      {files && present.length > 0 && (
        <p>
          {countOf(present.length, 'file')} in blobs/, overwritten and removed: <code className={classes.path}>{present.map(({ sha256 }) => `${sha256.slice(0, 12)}…`).join(', ')}</code>
        </p>
      )}
      {files && others.length > 0 && (
        <p>
          <StateBadge tone="caution">also named elsewhere</StateBadge> {others.map((seq, i) => (
            <span key={seq}>
              {i > 0 && ', '}
              <Link to={`/ledger/${seq}`}>entry {seq}</Link>
            </span>
          ))} {others.length === 1 ? 'loses' : 'lose'} it too.
        </p>
      )}
    </section>
  )
}

export function WhatStays({ erasable: { payloads }, files }: { erasable: Erasable; files: boolean }) {
  return (
    <section aria-label="What stays">
      <h3 className={classes.title}>What stays</h3>
      <ul className={classes.list}>
        <li>the entry itself, with {payloads.length > 0 ? 'the salted commitment, from which the data can not be guessed' : 'the digest of what it named'};</li>
        {files && payloads.length > 0 && <li>the digests of its files: a file of few possible contents can be guessed from them;</li>}
        <li>who erased it, when and why: a new entry, which you sign. Verification then says “redacted”, not broken.</li>
      </ul>
    </section>
  )
}

/** Backups are never changed: each is as it was verified. */
export function Backups({ heldBy }: { heldBy: Erasable['heldBy'] }) {
  return (
    <section aria-label="Backups that hold it">
      <h3 className={classes.title}>Where it is still</h3>
      {heldBy.length === 0 ? (
        <p>No backup that this computer knows of holds it. Copies made in other ways, and files that were sent away, are not known here.</p>
      ) : (
        <>
          <p>{countOf(heldBy.length, 'backup still holds it', 'backups still hold it')} and will not be changed. Make a new one afterwards, and delete {heldBy.length === 1 ? 'this one' : 'these'}:</p>
          <ul className={classes.list}>
            {heldBy.map(({ path, at, present }) => (
              <li key={path}>
                <code className={classes.path}>{path}</code>, <Instant at={at} show="day" />
                {!present && ', not there now'}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
