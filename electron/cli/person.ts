import type { Command } from 'commander'
import { identityContract, roleTitles, type Contact, type Person } from '../../shared/contract/identity.ts'
import { parsePerson, parseRoles } from './arguments.ts'
import { toInput } from './input.ts'
import { toFields, toTable } from './output.ts'
import { readNewPassphrase, readPassphrase } from './passphrase.ts'
import { inWorkspace, type Terminal } from './session.ts'

export function addPerson(program: Command, terminal: Terminal): void {
  const group = program.command('person').description('people, their roles and their keys')
  addAdd(group, terminal)
  addReplaceKey(group, terminal)
  addContact(group, terminal)
  group
    .command('list')
    .description('Lists everybody who is enrolled.')
    .action((_options: object, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace }) => {
        const people = workspace.identity.people()
        const rows = people.map((person) => [person.name, person.email, toRoles(person), person.revoked ? 'revoked' : person.keyHere ? 'here' : 'elsewhere', person.fingerprint])
        terminal.output.result(people.map(toJson), toTable(['name', 'e-mail', 'roles', 'key', 'fingerprint'], rows))
      }),
    )
}

function addAdd(group: Command, terminal: Terminal): void {
  group
    .command('add')
    .description(
      'Enrols a person. Whoever acts (--as) signs the enrolment with COUNTERSIGN_PASSPHRASE; the new key is encrypted under COUNTERSIGN_NEW_PASSPHRASE. With --vkey the private key stays where it is: compare its fingerprint with the person first.',
    )
    .argument('<person>', 'written "Name <email>"', parsePerson)
    .requiredOption('--roles <roles>', 'their roles, separated by commas', parseRoles)
    .option('--vkey <key>', 'the verifier key of somebody whose private key is on another computer, as "bundle show" prints it')
    .option('--telephone <text>', 'kept as erasable data, like the two below')
    .option('--department <text>', 'where they work')
    .option('--note <text>', 'anything else about reaching them')
    .action((person: { name: string; email: string }, options: { roles: string[]; vkey?: string } & Contact, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const signer = actor()
        if (options.vkey !== undefined) {
          const typed = { ...person, roles: options.roles, vkey: options.vkey, contact: toContact(options), signerPassphrase: await readPassphrase(signer) }
          return report(terminal, await workspace.identity.enrolKey(signer, await toInput(identityContract.enrolKey, typed)))
        }
        const passphrase = await readNewPassphrase(person.email, { orOwn: false })
        const typed = { ...person, roles: options.roles, contact: toContact(options), passphrase, signerPassphrase: await readPassphrase(signer) }
        report(terminal, await workspace.identity.enrol(signer, await toInput(identityContract.enrol, typed)))
      }),
    )
}

function addContact(group: Command, terminal: Terminal): void {
  group
    .command('contact')
    .description('Records how to reach somebody. The details stand beside the ledger under a salted commitment, so they can be erased ("countersign redact").')
    .argument('<email>', 'whom')
    .option('--telephone <text>', 'telephone number')
    .option('--department <text>', 'where they work')
    .option('--note <text>', 'anything else about reaching them')
    .action((email: string, options: Contact, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const person = workspace.identity.recordContact(actor(), await toInput(identityContract.recordContact, { email, contact: toContact(options) ?? {} }))
        terminal.output.result({ person: person.email, contact: person.contact }, toFields([['Person', `${person.name} <${person.email}>`], ['Contact', `entry ${person.contact?.seq}`]]))
      }),
    )
}

function toContact({ telephone, department, note }: Contact): Contact | undefined {
  const given = Object.entries({ telephone, department, note }).filter(([, text]) => text !== undefined)
  return given.length === 0 ? undefined : Object.fromEntries(given)
}

function addReplaceKey(group: Command, terminal: Terminal): void {
  group
    .command('replace-key')
    .description(
      'Gives somebody who lost their key or passphrase a new one, by the hand of whoever acts (--as). What the old key signed stays valid. With --vkey the new private key stays where it is: compare its fingerprint with the person first.',
    )
    .argument('<email>', 'whose key is replaced')
    .requiredOption('--reason <text>', 'why')
    .option('--vkey <key>', 'the verifier key of a key that they made on another computer')
    .action((email: string, options: { reason: string; vkey?: string }, command: Command) =>
      inWorkspace(terminal, command, async ({ workspace, actor }) => {
        const signer = actor()
        if (options.vkey !== undefined) {
          const typed = { email, ...options, signerPassphrase: await readPassphrase(signer) }
          return report(terminal, await workspace.identity.replaceKeyBy(signer, await toInput(identityContract.replaceKeyBy, typed)))
        }
        const passphrase = await readNewPassphrase(email, { orOwn: false })
        const typed = { email, reason: options.reason, passphrase, signerPassphrase: await readPassphrase(signer) }
        report(terminal, await workspace.identity.replaceKey(signer, await toInput(identityContract.replaceKey, typed)))
      }),
    )
}

function report(terminal: Terminal, person: Person): void {
  terminal.output.result(
    toJson(person),
    toFields([
      ['Person', `${person.name} <${person.email}>`],
      ['Roles', toRoles(person)],
      ['Key', person.fingerprint],
    ]),
  )
}

const toRoles = (person: Person) => person.roles.map((role) => roleTitles[role]).join(', ')
const toJson = ({ email, name, roles, fingerprint, keyHere }: Person) => ({ person: email, name, roles, fingerprint, keyHere })
