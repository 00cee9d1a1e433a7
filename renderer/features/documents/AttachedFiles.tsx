import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, type ReactNode } from 'react'
import type { Attachment } from '../../../shared/contract/documents.ts'
import { useApi } from '../../api/provider.tsx'
import { sentenceOf } from '../../ui/failure.ts'
import { MarkdownFilesProvider } from './Markdown.tsx'
import { PictureImage } from './PictureImage.tsx'
import classes from './documents.module.css'

/** Whose attachments: of a version, or of a draft. */
export type Owner = { id: string; number: number } | { draft: string }

export const isNotebook = (name: string): boolean => /\.ipynb$/i.test(name)

const isPicture = (name: string): boolean => /\.(png|jpe?g|gif|webp)$/i.test(name)

const notebookPath = (owner: Owner, sha256: string) => ('draft' in owner ? `/documents/drafts/${owner.draft}/notebooks/${sha256}` : `/documents/${owner.id}/notebooks/${sha256}`)

export function NotebookLink({ owner, sha256, children, className }: { owner: Owner; sha256: string; children: ReactNode; className?: string | undefined }) {
  return (
    <Link className={className} to={notebookPath(owner, sha256)} {...('id' in owner && { search: { version: owner.number } as never })}>
      {children}
    </Link>
  )
}

/** Texts inside show the pictures that they name among these attachments, and lead to the notebooks. */
export function AttachedFiles({ owner, attachments, children }: { owner: Owner; attachments: readonly Attachment[]; children: ReactNode }) {
  const key = JSON.stringify([owner, attachments])
  const files = useMemo(() => {
    const [of, all] = JSON.parse(key) as [Owner, Attachment[]]
    const find = (name: string) => all.find((one) => one.name === name)
    return {
      picture(name: string, words: string) {
        const found = find(name)
        return found && isPicture(name) ? <AttachedPicture owner={of} sha256={found.sha256} words={words || name} /> : null
      },
      link(name: string, words: ReactNode) {
        const found = find(name)
        if (!found) return null
        return isNotebook(name) ? <NotebookLink owner={of} sha256={found.sha256}>{words}</NotebookLink> : <span>{words} <span className={classes.address}>attached: {name}</span></span>
      },
    }
  }, [key])
  return <MarkdownFilesProvider value={files}>{children}</MarkdownFilesProvider>
}

function AttachedPicture({ owner, sha256, words }: { owner: Owner; sha256: string; words: string }) {
  const api = useApi()
  const query = useQuery({ ...api.documents.picture.queryOptions({ input: { ...owner, sha256 } }), staleTime: Infinity })
  if (query.data) return <PictureImage picture={query.data} words={words} />
  return <span className={classes.image}>{query.error ? `[picture, not shown: ${sentenceOf(query.error)}]` : `[${words}: loading]`}</span>
}
