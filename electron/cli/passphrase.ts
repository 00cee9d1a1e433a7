import { AppError } from '../../shared/errors.ts'

const own = 'COUNTERSIGN_PASSPHRASE'
const fresh = 'COUNTERSIGN_NEW_PASSPHRASE'

/** The passphrase of the person who signs. Never an argument: arguments stand in process lists and shell histories. */
export const readPassphrase = (person: string): Promise<string> => readFrom(own, person)

/** The passphrase of the second person where two sign one act. */
export const readSecondPassphrase = (person: string): Promise<string> => readFrom('COUNTERSIGN_SECOND_PASSPHRASE', person)

async function readFrom(variable: string, person: string): Promise<string> {
  const given = process.env[variable]
  if (given !== undefined && given !== '') return given
  if (!canAsk()) {
    throw new AppError('BAD_INPUT', `The passphrase of ${person} is needed and there is no terminal to ask for it: set ${variable} in the environment.`)
  }
  return await ask(`Passphrase of ${person}:`)
}

/** A passphrase for a key that is about to be made; asked twice, because nobody can recover it. */
export async function readNewPassphrase(person: string, options: { orOwn: boolean }): Promise<string> {
  const given = process.env[fresh] || (options.orOwn ? process.env[own] : undefined)
  if (given !== undefined && given !== '') return given
  if (!canAsk()) {
    throw new AppError('BAD_INPUT', `A passphrase for the new key of ${person} is needed and there is no terminal to ask for it: set ${fresh} in the environment.`)
  }
  const first = await ask(`New passphrase of ${person} (it can not be recovered):`)
  if ((await ask('The same again:')) !== first) {
    throw new AppError('BAD_INPUT', 'The two passphrases are not the same; nothing was written. Run the command again.')
  }
  return first
}

const canAsk = () => process.stdin.isTTY === true && process.stderr.isTTY === true

async function ask(message: string): Promise<string> {
  const { default: password } = await import('@inquirer/password')
  try {
    // On standard error: with --json, standard output holds the result and nothing else.
    return await password({ message, mask: false }, { output: process.stderr })
  } catch (error) {
    if (error instanceof Error && error.name === 'ExitPromptError') throw new AppError('CANCELLED', 'No passphrase was given; nothing was written.')
    throw error
  }
}
