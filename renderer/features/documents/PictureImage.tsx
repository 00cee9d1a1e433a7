import type { Picture } from '../../../shared/contract/notebooks.ts'
import classes from './documents.module.css'

/** Bytes that the core looked at, as an address that holds them: nothing is fetched. */
export function PictureImage({ picture: { mediaType, base64, width, height }, words }: { picture: Picture; words: string }) {
  return <img className={classes.picture} src={`data:${mediaType};base64,${base64}`} alt={words} width={width} height={height} />
}
