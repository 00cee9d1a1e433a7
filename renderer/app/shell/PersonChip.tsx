import { Menu, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { roleTitles, type Person } from '../../../shared/contract/identity.ts'
import { useApi } from '../../api/provider.tsx'
import { askForSignIn, useActingPerson } from '../../api/session.ts'
import classes from './Rail.module.css'

const schemes: { value: MantineColorScheme; label: string }[] = [
  { value: 'auto', label: 'Colours of the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

/** Who acts in this window: what is written from here on carries this name. */
export function PersonChip() {
  const person = useActingPerson()
  const api = useApi()
  const signOut = useMutation(api.identity.signOut.mutationOptions())
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Menu position="right-end" width={220}>
      <Menu.Target>
        <UnstyledButton className={classes.person} fz="inherit">
          <Face person={person} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {person === null ? (
          <Menu.Item onClick={() => askForSignIn()}>Sign in…</Menu.Item>
        ) : (
          <>
            <Menu.Item component={Link} to={`/people/${encodeURIComponent(person.email)}`}>
              Your entry in people
            </Menu.Item>
            <Menu.Item onClick={() => askForSignIn()}>Somebody else signs in…</Menu.Item>
            <Menu.Item onClick={() => signOut.mutate(undefined)}>Sign out</Menu.Item>
          </>
        )}
        <Menu.Divider />
        {schemes.map(({ value, label }) => (
          <Menu.Item key={value} onClick={() => setColorScheme(value)} rightSection={colorScheme === value ? '✓' : undefined}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function Face({ person }: { person: Person | null }) {
  const initials = person === null ? '–' : person.name.split(/\s+/).map((part) => part[0]).slice(0, 2).join('')
  const role = person?.roles[0]
  return (
    <>
      <span className={classes.initials} aria-hidden="true">
        {initials}
      </span>
      <span className={classes.personText}>
        <span className={classes.name}>{person?.name ?? 'Nobody signed in'}</span>
        <span className={classes.small}>{person === null ? 'sign in to write' : role && roleTitles[role]}</span>
      </span>
    </>
  )
}
