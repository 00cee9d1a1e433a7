import { Button } from '@mantine/core'
import { roleTitles, type Role } from '../../../shared/contract/identity.ts'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { SimpleTable, type SimpleColumn } from '../../ui/SimpleTable.tsx'
import { useOpenWorkspace } from './opening.ts'
import classes from './workspace.module.css'

interface ExamplePerson {
  name: string
  email: string
  roles: Role[]
  passphrase: string
}

/** What the job that builds the example answers. */
export interface BuiltExample {
  dir: string
  people: ExamplePerson[]
}

const columns: SimpleColumn<ExamplePerson>[] = [
  { id: 'name', header: 'person', cell: ({ name }) => name, rowHeader: true },
  { id: 'roles', header: 'roles', cell: ({ roles }) => roles.map((role) => roleTitles[role]).join(', '), wrap: true },
  { id: 'passphrase', header: 'passphrase', cell: ({ passphrase }) => <code className={classes.code}>{passphrase}</code> },
]

/** Who lives in the example and what opens their keys; it is the only workspace whose passphrases are written anywhere. */
export function ExamplePeople({ example }: { example: BuiltExample }) {
  const open = useOpenWorkspace()
  return (
    <>
      <p>
        The example is ready in <span className={classes.dir}>{example.dir}</span>. Three people live in it; sign in as one of them:
      </p>
      <div className={classes.people}>
        <SimpleTable label="People of the example" columns={columns} rows={example.people} rowKey={({ email }) => email} />
      </div>
      {open.error !== null && <ErrorState error={open.error} />}
      <div>
        <Button loading={open.isPending} onClick={() => open.mutate({ dir: example.dir })}>
          Open the example
        </Button>
      </div>
    </>
  )
}
