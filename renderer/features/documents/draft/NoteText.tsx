import { useState } from 'react'
import type { DocumentForm } from '../../../../shared/contract/document-form.ts'
import type { Draft } from '../../../../shared/contract/documents.ts'
import { fieldsOf } from '../../../../shared/documents/completeness.ts'
import { isWritten, readSection } from '../../../../shared/documents/sections.ts'
import { AppError } from '../../../../shared/errors.ts'
import { useApi, useConnection } from '../../../api/provider.tsx'
import { sentenceOf } from '../../../ui/failure.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { StateBadge } from '../../../ui/StateBadge.tsx'
import { TextEditor } from './TextEditor.tsx'
import type { DraftEditor } from './use-draft-editor.ts'
import classes from './draft.module.css'

/** The text of a note beside what it will look like; pictures and files come in by paste and drop. */
export function NoteText({ draft, editor }: { draft: Draft; editor: DraftEditor }) {
  const api = useApi()
  const { client } = useConnection()
  const [error, setError] = useState<unknown>(null)
  const attach = async (file: File, pasted: boolean, before: readonly string[]) => {
    const picture = file.type.startsWith('image/')
    const name = picture ? freeName(pasted ? `picture.${file.type.slice('image/'.length)}` : file.name, before) : file.name
    // A browser has no path for a file, nor has what was pasted: the core keeps a copy.
    const { path } = await client.workspace.receive({ file: new File([file], name, { type: file.type }) })
    let names: readonly string[] = []
    await editor.act(async () => {
      const now = await api.documents.attach.call({ id: draft.id, path, picture })
      names = now.attachments.map((one) => one.name)
      return now
    })
    // The act waits for what was typed to be saved; where that fails it is not done.
    if (names.length === 0) throw new AppError('CONFLICT', `What you typed could not be saved, so ${name} was not attached. Save again, then add it once more.`)
    // The core may have given it a name that files can have.
    const kept = names.find((one) => !before.includes(one)) ?? name
    return { names, words: `${picture ? '!' : ''}[${kept.replace(/\.\w+$/, '').replaceAll(/[[\]]/g, '')}](${toAddress(kept)})` }
  }
  const onFiles = async (files: readonly File[], pasted: boolean) => {
    try {
      const words: string[] = []
      let names: readonly string[] = draft.attachments.map(({ name }) => name)
      for (const file of files) {
        const attached = await attach(file, pasted, names)
        names = attached.names
        words.push(attached.words)
      }
      setError(null)
      return words.join('\n')
    } catch (failure) {
      setError(failure)
      return null
    }
  }
  const { change } = editor
  const insert = (words: string, from: number, to: number) => change((before) => ({ ...before, text: `${before.text.slice(0, from)}${words}${before.text.slice(to)}` }))
  return (
    <>
      <TextEditor begin="both" help={draft.form.text.help} value={editor.content.text} onChange={(text) => change((before) => ({ ...before, text }))} onFiles={onFiles} onInsert={insert} />
      {error !== null && <p role="alert" className={classes.alert}>{sentenceOf(error)}</p>}
    </>
  )
}

/** As Markdown writes an address: without spaces and brackets. */
const toAddress = (name: string): string => encodeURIComponent(name).replaceAll(/[()]/g, (bracket) => `%${bracket.charCodeAt(0).toString(16)}`)

/** `picture.png`, `picture-2.png` …: a picture never takes the place of another. */
function freeName(name: string, taken: readonly string[]): string {
  const at = name.lastIndexOf('.')
  const [stem, end] = at > 0 ? [name.slice(0, at), name.slice(at)] : [name, '']
  for (let number = 1; ; number += 1) {
    const next = number === 1 ? name : `${stem}-${number}${end}`
    if (!taken.includes(next)) return next
  }
}

/** Headings of the template with a mark for those under which somebody wrote; none is required. */
export function PartsPanel({ form, text }: { form: DocumentForm; text: string }) {
  const parts = fieldsOf(form)
  return (
    <Panel title="Template">
      <p className={classes.help}>{form.about}</p>
      <ul className={classes.parts}>
        {parts.map((field) => {
          const said = readSection(text, field)
          const written = said !== null && isWritten(said) && said !== readSection(form.text.template, field)
          return (
            <li key={field.id}>
              <strong>{field.title}</strong> <StateBadge tone={written ? 'good' : 'plain'}>{written ? 'written' : said === null ? 'left out' : 'empty'}</StateBadge>
              <span className={classes.help}>{field.help}</span>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
