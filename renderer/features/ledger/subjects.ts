/** Where the record that an entry speaks of is shown; null for those without a screen of their own. */
export function pathOfSubject(subject: string, kind: string): string | null {
  const [, letter] = /^([CRDU])-\d+$/.exec(subject) ?? []
  if (letter === 'C') return `/checks/${subject}`
  if (letter === 'R') return `/reviews/${subject}`
  if (letter === 'U') return `/use-cases/${subject}`
  if (letter === 'D') return '/reports'
  const [, name, number] = /^([^@\s]+)@([1-9]\d*)$/.exec(subject) ?? []
  if (name !== undefined) return `/${kind.startsWith('snapshot.') ? 'datasets' : 'models'}/${name}/${number}`
  if (subject.includes('@')) return `/people/${encodeURIComponent(subject)}`
  if (kind.startsWith('model.')) return `/models/${subject}`
  return kind.startsWith('dataset.') ? `/datasets/${subject}` : null
}
