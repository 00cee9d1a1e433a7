import { VisuallyHidden } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useMemo, useState, type CSSProperties } from 'react'
import type { LineageKind } from '../../../shared/contract/lineage.ts'
import type { ShownLineage, ShownNode } from '../../../shared/lineage-groups.ts'
import { layOutLineage, screenMeasures, type LineageLayout } from '../../../shared/lineage-layout.ts'
import { svgFile } from '../../ui/svg-file.ts'
import { drawLineage, onScreen } from './lineage-svg.ts'
import { pathOf } from './paths.ts'
import { called, describeNode } from './ways.ts'
import classes from './lineage.module.css'

interface LineagePictureProps {
  shown: ShownLineage
  /** The node that the picture is about. */
  about: string
  onOpen: (kind: LineageKind) => void
}

/** The drawing, and over it a list of what stands in it: each a link, in the order in which the picture is read. */
export function LineagePicture({ shown, about, onOpen }: LineagePictureProps) {
  const { ref, width } = useElementSize<HTMLDivElement>()
  const [near, setNear] = useState<string | null>(null)
  const layout = useMemo(() => layOutLineage(shown, { ...screenMeasures, width: Math.max(560, width - 4) }), [shown, width])
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- A region that scrolls has to take the focus, or the keyboard can not scroll it.
    <section ref={ref} className={classes.picture} tabIndex={0} aria-label="The way as a picture">
      {width > 0 && (
        <div className={classes.canvas} style={{ width: layout.width + 4, height: layout.height + 6 }}>
          <Drawing layout={layout} about={about} near={near} />
          <Places layout={layout} shown={shown} onNear={setNear} onOpen={onOpen} />
        </div>
      )}
    </section>
  )
}

function Drawing({ layout, about, near }: { layout: LineageLayout; about: string; near: string | null }) {
  const svg = useMemo(() => svgFile(layout.width + 4, layout.height + 6, [`<g transform="translate(1 1)">${drawLineage(layout, { ...onScreen, about, near })}</g>`], 'none'), [layout, about, near])
  return <div aria-hidden="true" dangerouslySetInnerHTML={{ __html: svg }} />
}

interface PlacesProps {
  layout: LineageLayout
  shown: ShownLineage
  onNear: (id: string | null) => void
  onOpen: (kind: LineageKind) => void
}

function Places({ layout, shown, onNear, onOpen }: PlacesProps) {
  const names = new Map(shown.nodes.map((node) => [node.id, node.holds ? node.name : called(node)]))
  return (
    <ol className={classes.places} aria-label="What stands in the picture, from left to right">
      {layout.nodes.map(({ node, box }) => (
        <li key={node.id} style={{ left: box.x + 1, top: box.y + 1, width: box.width, height: box.height } as CSSProperties}>
          <Place node={node} said={describeNode(node, shown.edges, (id) => names.get(id) ?? id)} onNear={onNear} onOpen={onOpen} />
        </li>
      ))}
    </ol>
  )
}

interface PlaceProps extends Pick<PlacesProps, 'onNear' | 'onOpen'> {
  node: ShownNode
  said: string
}

function Place({ node, said, onNear, onOpen }: PlaceProps) {
  const pointed = { onPointerEnter: () => onNear(node.id), onPointerLeave: () => onNear(null) }
  const reached = { ...pointed, onFocus: () => onNear(node.id), onBlur: () => onNear(null), className: classes.place }
  const title = [node.name, node.state?.word, node.note, node.digest].filter(Boolean).join('\n')
  if (node.holds) {
    return (
      <button type="button" {...reached} title={`${node.name}: show them all`} onClick={() => onOpen(node.kind)}>
        <VisuallyHidden>{node.name}: show them all</VisuallyHidden>
      </button>
    )
  }
  const path = pathOf(node)
  const words = <VisuallyHidden>{said}</VisuallyHidden>
  if (path === null) {
    return (
      <span className={classes.place} {...pointed} title={title}>
        {words}
      </span>
    )
  }
  return (
    <Link to={path} {...reached} title={title}>
      {words}
    </Link>
  )
}
