import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DocumentContent, Draft } from '../../../../shared/contract/documents.ts'
import { useApi } from '../../../api/provider.tsx'

export type SaveState = { is: 'saved'; at: string } | { is: 'saving' } | { is: 'failed'; error: unknown }

/** So long after the last key a draft is saved. */
const pauseMs = 600

/** Saves what it is given after a pause, one save after the other. What a save failed with is told, and what was not saved is kept to try again. */
function useSaves({ id, content, revision: begun, savedAt }: Draft) {
  const api = useApi()
  const [state, setState] = useState<SaveState>({ is: 'saved', at: savedAt })
  const pending = useRef<DocumentContent | null>(null)
  const saved = useRef({ revision: begun, content })
  const running = useRef<Promise<boolean>>(Promise.resolve(true))
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  /** Resolves to whether everything so far is saved. */
  const flush = useCallback((): Promise<boolean> => {
    clearTimeout(timer.current)
    const save = async () => {
      const next = pending.current
      if (next === null) return true
      pending.current = null
      setState({ is: 'saving' })
      try {
        const { revision, savedAt: at } = await api.documents.save.call({ id, revision: saved.current.revision, content: next })
        saved.current = { revision, content: next }
        if (pending.current === null) setState({ is: 'saved', at })
        return true
      } catch (error) {
        pending.current ??= next
        setState({ is: 'failed', error })
        return false
      }
    }
    running.current = running.current.then(save)
    return running.current
  }, [api, id])
  const hold = useCallback(
    (next: DocumentContent) => {
      pending.current = next
      setState({ is: 'saving' })
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), pauseMs)
    },
    [flush],
  )
  /** Goes on from a state that the core made. True where it changed the words, so that what is typed has to give way. */
  const goOnFrom = useCallback((draft: Draft) => {
    const isOther = JSON.stringify(draft.content) !== JSON.stringify(saved.current.content)
    saved.current = { revision: draft.revision, content: draft.content }
    if (isOther) pending.current = null
    setState({ is: 'saved', at: draft.savedAt })
    return isOther
  }, [])
  return { state, flush, hold, goOnFrom }
}

/** The words of a draft as they are typed. Leaving the page saves what is pending. */
export function useDraftEditor(initial: Draft) {
  const api = useApi()
  const queries = useQueryClient()
  const [content, setContent] = useState(initial.content)
  const { state, flush, hold, goOnFrom } = useSaves(initial)
  useEffect(() => {
    const leave = () => void flush()
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [flush])
  const isSaved = state.is === 'saved'
  const isBehind = initial.newer !== null
  useEffect(() => {
    // What both sides changed depends on what was just saved.
    if (!isSaved || !isBehind) return
    for (const one of [api.documents.draft, api.documents.draftDiff]) void queries.invalidateQueries({ queryKey: one.key({ input: { id: initial.id } }) })
  }, [api, queries, initial.id, isSaved, isBehind])
  const latest = useRef(initial.content)
  const change = useCallback(
    (edit: (before: DocumentContent) => DocumentContent) => {
      latest.current = edit(latest.current)
      setContent(latest.current)
      hold(latest.current)
    },
    [hold],
  )
  /** An act of the core on the draft: after what was typed is saved, and shown as it comes back. */
  const act = useCallback(
    async (run: () => Promise<Draft>) => {
      if (!(await flush())) return
      const draft = await run()
      if (goOnFrom(draft)) {
        latest.current = draft.content
        setContent(draft.content)
      }
      queries.setQueryData(api.documents.draft.queryKey({ input: { id: draft.id } }), draft)
    },
    [api, queries, flush, goOnFrom],
  )
  return { content, state, change, flush, act }
}

export type DraftEditor = ReturnType<typeof useDraftEditor>
