import type { ReactNode } from 'react'

function Icon({ children, size = 14 }: { children: ReactNode; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  )
}

export const CopyIcon = () => (
  <Icon>
    <rect x="5.5" y="5.5" width="8" height="8" rx="1.5" />
    <path d="M10.5 3.5v-.2A.8.8 0 0 0 9.7 2.5H3.3a.8.8 0 0 0-.8.8v6.4a.8.8 0 0 0 .8.8h.2" />
  </Icon>
)
export const CheckIcon = () => (
  <Icon>
    <path d="m3 8.5 3.2 3.2L13 4.5" />
  </Icon>
)
export const FolderIcon = () => (
  <Icon>
    <path d="M2 12.5v-9h4.2l1.5 2H14v7z" />
  </Icon>
)
export const FileIcon = () => (
  <Icon>
    <path d="M4 1.8h5l3 3v9.4H4zM9 1.8v3h3" />
  </Icon>
)
export const WorkspaceIcon = () => (
  <Icon>
    <path d="M2 12.5v-9h4.2l1.5 2H14v7zM5.5 9l1.7 1.7L10.5 7.5" />
  </Icon>
)
export const SearchIcon = () => (
  <Icon>
    <circle cx="7" cy="7" r="4.3" />
    <path d="m10.3 10.3 3.2 3.2" />
  </Icon>
)
export const CloseIcon = () => (
  <Icon>
    <path d="m4 4 8 8m0-8-8 8" />
  </Icon>
)
export const FoldIcon = ({ isOpen }: { isOpen: boolean }) => (
  <Icon size={11}>{isOpen ? <path d="M10.5 3.5 5.5 8l5 4.5" /> : <path d="m6 3.5 5 4.5-5 4.5" />}</Icon>
)
export const UpIcon = () => (
  <Icon>
    <path d="m4 10 4-4 4 4" />
  </Icon>
)
export const DownIcon = () => (
  <Icon>
    <path d="m4 6 4 4 4-4" />
  </Icon>
)
export const SortIcon = ({ direction }: { direction: 'asc' | 'desc' }) => (
  <Icon size={11}>{direction === 'asc' ? <path d="M8 13V3M4 7l4-4 4 4" /> : <path d="M8 3v10M4 9l4 4 4-4" />}</Icon>
)
