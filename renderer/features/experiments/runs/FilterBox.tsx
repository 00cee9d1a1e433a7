import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { complete } from '../../../../shared/mlflow-filter/complete.ts'
import type { FilterError } from '../../../../shared/mlflow-filter/error.ts'
import { useApi } from '../../../api/provider.tsx'
import { SearchIcon } from '../../../ui/icons.tsx'
import { checkFilter, toKnownKeys, toWantedValues } from './filter.ts'
import type { Keys } from './run-columns.tsx'
import classes from '../experiments.module.css'

interface FilterBoxProps {
  value: string
  experiment: string
  keys: Keys
  /** Hears only what can be read. */
  onChange: (filter: string) => void
}

/** What is typed, where the caret stands, and whether it was tried: only then is it said what is wrong. */
function useTyped(value: string) {
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState({ text: value, caret: value.length, from: value, tried: true })
  if (typed.from !== value) setTyped({ text: value, caret: value.length, from: value, tried: true })
  // Where the caret belongs after a suggestion was taken.
  const [moved, setMoved] = useState<number | null>(null)
  useLayoutEffect(() => {
    if (moved !== null) input.current?.setSelectionRange(moved, moved)
  }, [moved])
  const type = (text: string, caret: number) => {
    setTyped({ ...typed, text, caret, tried: false })
    setMoved(null)
  }
  return {
    ...typed,
    input,
    type,
    put(text: string, caret: number) {
      type(text, caret)
      setMoved(caret)
    },
    moveTo: (caret: number | null) => setTyped((before) => (caret === null || caret === before.caret ? before : { ...before, caret })),
    tryIt: () => setTyped((before) => ({ ...before, tried: true })),
  }
}

/** What may stand at the caret: words of the language, names that were logged, and values that occur. */
function useCompletion(text: string, caret: number, experiment: string, keys: Keys) {
  const api = useApi()
  const wanted = toWantedValues(text, caret, keys)
  const values = useQuery({
    ...api.experiments.values.queryOptions({ input: { experiments: [experiment], entity: wanted?.entity ?? 'parameter', key: wanted?.key ?? '-', part: wanted?.part ?? '' } }),
    enabled: wanted !== null,
    placeholderData: keepPreviousData,
  })
  const given = wanted === null ? [] : (values.data ?? [])
  const completion = complete(text, caret, { target: 'runs', keys: toKnownKeys(keys), values: () => given })
  return { ...completion, isReading: wanted !== null && values.data === undefined }
}

/** MLflow's filter language with completion. Enter filters; what can not be read is said under the box, with its place. */
export function FilterBox({ value, experiment, keys, onChange }: FilterBoxProps) {
  const { text, caret, tried, input, type, put, moveTo, tryIt } = useTyped(value)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const { from, to, suggestions, isReading } = useCompletion(text, caret, experiment, keys)
  const error = tried ? checkFilter(text) : null
  const apply = () => {
    tryIt()
    combobox.closeDropdown()
    if (checkFilter(text) === null) onChange(text.trim())
  }
  const take = (suggestion: string) => {
    // After a dot the key follows at once.
    const added = suggestion.endsWith('.') ? suggestion : `${suggestion} `
    put(text.slice(0, from) + added + text.slice(to).trimStart(), from + added.length)
    combobox.resetSelectedOption()
  }
  const hear = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || (combobox.dropdownOpened && combobox.getSelectedOptionIndex() !== -1)) return
    event.preventDefault()
    apply()
  }
  return (
    <Combobox store={combobox} onOptionSubmit={take} withinPortal>
      <Combobox.Target withExpandedAttribute>
        <TextInput
          ref={input}
          className={classes.filter}
          aria-label="Filter of runs"
          placeholder="metrics.auc > 0.9 and params.C = '1.0'"
          leftSection={<SearchIcon />}
          spellCheck={false}
          autoComplete="off"
          value={text}
          error={error === null ? undefined : <Wrong text={text} error={error} />}
          onChange={({ currentTarget }) => {
            type(currentTarget.value, currentTarget.selectionStart ?? currentTarget.value.length)
            // Emptied means all runs: a list over them would be in the way.
            if (currentTarget.value !== '') return combobox.openDropdown()
            combobox.closeDropdown()
            onChange('')
          }}
          onSelect={({ currentTarget }) => moveTo(currentTarget.selectionStart)}
          onClick={() => combobox.openDropdown()}
          onKeyDown={hear}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={suggestions.length === 0 || isReading}>
        <Combobox.Options mah={260} style={{ overflowY: 'auto' }} aria-label="What may stand here">
          {suggestions.map((one) => (
            <Combobox.Option key={`${one.kind} ${one.text}`} value={one.text} className={classes.suggestion}>
              {one.text}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

/** MLflow's message, and the filter with the part that it speaks of marked. */
function Wrong({ text, error }: { text: string; error: FilterError }) {
  const isAtEnd = error.from >= text.length
  return (
    <span role="alert">
      {error.message}
      <span className={classes.place}>
        {text.slice(0, error.from)}
        <mark>{isAtEnd ? ' ' : text.slice(error.from, error.to)}</mark>
        {text.slice(error.to)}
        {isAtEnd && ' (here, at the end)'}
      </span>
    </span>
  )
}
