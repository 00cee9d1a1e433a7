/** Text for statements, apart from DuckDB itself: programs that only know how a check is put need not load it. */
export const toLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`
export const toIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** DuckDB takes paths as patterns; a bracket expression stands for the character itself. */
export const toPattern = (path: string): string => path.replace(/[[*?]/g, '[$&]')
