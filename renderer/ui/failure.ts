const fault = 'Something went wrong inside the program. Its log has the details.'

/** The sentence to show for a thrown value; what has no sentence of its own is a fault of the program and says so. */
export function sentenceOf(error: unknown): string {
  const { message, data } = (error ?? {}) as { message?: unknown; data?: { issues?: readonly { message: string }[] } }
  if (data?.issues?.length) return `${data.issues.map((issue) => issue.message).join('; ')}.`
  return typeof message === 'string' && message.includes(' ') ? message : fault
}

/** The code of a failure, where it has one: `WRONG_PASSPHRASE`, `NOT_SIGNED_IN` … */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code
  return typeof code === 'string' ? code : undefined
}
