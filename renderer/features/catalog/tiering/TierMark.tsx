import type { UseCase } from '../../../../shared/contract/catalog.ts'
import { toTierMark } from '../../../../shared/tiering-words.ts'
import { StateBadge } from '../../../ui/StateBadge.tsx'

/** What a tier rests on, where that has to be known: stated only, set by hand, lowered, not allowed. */
export function TierMark({ assessed }: Pick<UseCase, 'assessed'>) {
  const mark = toTierMark(assessed)
  return mark && <StateBadge tone={mark.tone}>{mark.word}</StateBadge>
}
