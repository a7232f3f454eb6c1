import type { ReactNode } from 'react'
import { join } from './join.ts'
import styles from './Table.module.css'

export interface Column<R> {
  readonly key: string
  readonly title: string
  readonly cell: (row: R) => ReactNode
  /** CSS width; the rest share what is left. */
  readonly width?: string
  readonly align?: 'start' | 'end'
  /** The title is for ears only: a column of buttons needs none to the eye. */
  readonly titleUnseen?: boolean
}

interface TableProps<R> {
  /** What the table holds, for ears. */
  readonly caption: string
  readonly columns: readonly Column<R>[]
  readonly rows: readonly R[]
  readonly rowKey: (row: R) => string
  /** The row that is under way. */
  readonly isCurrent?: (row: R) => boolean
  /** What to say, and do first, when there is no row. */
  readonly empty?: ReactNode
}

/**
 * A desk's table: head stays in sight, cells may hold EditableCell or any control. On narrow screens each row
 * becomes a small block with its column's title before every value, so that nothing scrolls sideways.
 */
export function Table<R>({ caption, columns, rows, rowKey, isCurrent, empty }: TableProps<R>) {
  if (rows.length === 0 && empty) return empty
  return (
    <table className={styles.table}>
      <caption className="only-heard">{caption}</caption>
      <colgroup>
        {columns.map(column => (
          <col key={column.key} style={column.width ? { width: column.width } : undefined} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map(column => (
            <th key={column.key} scope="col" className={styles[column.align ?? 'start']}>
              {column.titleUnseen ? <span className="only-heard">{column.title}</span> : column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr
            key={rowKey(row)}
            className={join(isCurrent?.(row) && styles.current)}
            aria-current={isCurrent?.(row) || undefined}
          >
            {columns.map(column => (
              <td
                key={column.key}
                className={styles[column.align ?? 'start']}
                data-title={column.titleUnseen ? undefined : column.title}
              >
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
