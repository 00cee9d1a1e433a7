import { createInterface } from 'node:readline/promises'

/** Asks a question that only "yes" answers with yes; without a terminal the answer is no. */
export async function confirm(question: string): Promise<boolean> {
  if (process.stdin.isTTY !== true || process.stderr.isTTY !== true) return false
  // On standard error: with --json, standard output holds the result and nothing else.
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return (await terminal.question(`${question} (yes/no) `)).trim().toLowerCase() === 'yes'
  } finally {
    terminal.close()
  }
}
