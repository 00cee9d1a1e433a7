import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ItemPermission } from '../../../../shared/contract/review-item.ts'
import { askForSignIn, useActingPerson } from '../../../api/session.ts'
import { ActDialog, type ItemAct } from './ActDialog.tsx'
import classes from '../reviews.module.css'

/** What whoever is signed in may do with an item, as buttons; why not the rest. */
export function ItemActs({ acts, permissions, children }: { acts: readonly ItemAct[]; permissions: readonly ItemPermission[]; children?: React.ReactNode }) {
  const person = useActingPerson()
  const [opened, setOpened] = useState<ItemAct | null>(null)
  if (person === null) {
    return (
      <div className={classes.actions}>
        <Button onClick={() => askForSignIn()}>Sign in…</Button>
        <span className={classes.hint}>Sign in to act on it.</span>
      </div>
    )
  }
  const may = new Set(permissions.filter(({ allowed }) => allowed).map(({ act }) => act))
  const open = acts.filter(({ act }) => may.has(act))
  const refused = permissions.filter(({ allowed }) => !allowed)
  return (
    <div className={classes.sign}>
      {(open.length > 0 || Boolean(children)) && (
        <div className={classes.actions}>
          {children}
          {open.map((one) => (
            <Button key={one.act} variant="default" onClick={() => setOpened(one)}>
              {one.label}…
            </Button>
          ))}
        </div>
      )}
      {refused.length > 0 && (
        <ul className={classes.refused}>
          {[...new Set(refused.map(({ why }) => why))].map((why) => (
            <li key={why}>{why}</li>
          ))}
        </ul>
      )}
      {opened && <ActDialog act={opened} onClose={() => setOpened(null)} />}
    </div>
  )
}
