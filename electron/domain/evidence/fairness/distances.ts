/**
 * The largest distance between the distribution of a group's values and that of everybody else's, by group, as a statement: `values` names a source with the
 * groups' columns, `x` and `n`. It is reached at one of the group's own values or just below it, so only these are looked at.
 */
export function toDistances(values: string, groups: readonly string[]): string {
  const [by, present] = [groups.join(', '), groups.map((group) => `${group} IS NOT NULL`).join(' AND ')]
  return [
    `WITH v AS (SELECT ${by}, x, sum(n) AS n FROM ${values} WHERE ${present} GROUP BY ALL),`,
    'everybody AS (SELECT x, sum(n) AS a FROM v GROUP BY x),',
    'cumulative AS (SELECT x, a, sum(a) OVER (ORDER BY x) AS ca, sum(a) OVER () AS total FROM everybody),',
    `own AS (SELECT ${by}, x, n, sum(n) OVER (PARTITION BY ${by} ORDER BY x) AS cg, sum(n) OVER (PARTITION BY ${by}) AS ng FROM v)`,
    `SELECT ${by}, CASE WHEN any_value(total) = any_value(ng) THEN 0 ELSE max(greatest(`,
    'abs(cg::DOUBLE / ng - (ca - cg)::DOUBLE / (total - ng)), abs((cg - n)::DOUBLE / ng - (ca - a - cg + n)::DOUBLE / (total - ng)))) END AS distance',
    `FROM own JOIN cumulative USING (x) GROUP BY ${by}`,
  ].join(' ')
}
