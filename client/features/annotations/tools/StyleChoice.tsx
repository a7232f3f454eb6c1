import { useState } from 'react'
import { useT } from '#client/i18n/useT.ts'
import { IconButton } from '#client/ui/IconButton.tsx'
import { type Ink, inks } from '#shared/annotations/note.ts'
import { Face } from './Face.tsx'
import { Flyout } from './Flyout.tsx'
import { type InkTool, isInkTool, penWidths, textSizes, useNotes } from './notesStore.ts'
import styles from './tools.module.css'

const names = (Object.keys(inks) as string[]).filter((name): name is Ink => name in inks)

/** Colour of the held tool, and the pen's or the letters' size. */
export function StyleChoice({ layout }: { readonly layout: 'column' | 'row' }) {
  const t = useT('annotations')
  const [open, setOpen] = useState(false)
  const held = useNotes(state => state.tool)
  const chosen = useNotes(state => state.inks)
  const penWidth = useNotes(state => state.penWidth)
  const textSize = useNotes(state => state.textSize)
  const tool: InkTool = isInkTool(held) ? held : 'pen'
  const take = (ink: Ink) => useNotes.setState({ inks: { ...chosen, [tool]: ink } })
  const lines = tool === 'pen' || tool === 'arrow'
  return (
    <Flyout
      open={open}
      label={t('style')}
      layout={layout}
      onClose={() => setOpen(false)}
      trigger={
        <IconButton
          label={t('style')}
          aria-expanded={open}
          className={styles.tool}
          icon={
            <Face
              icon={<span className={styles.dot} style={{ background: inks[chosen[tool]] }} />}
              word={t('colour')}
            />
          }
          onClick={() => setOpen(!open)}
        />
      }
    >
      <fieldset className={styles.group}>
        <legend>{t('colour')}</legend>
        <div className={styles.choices}>
          {names.map(name => (
            <button
              key={name}
              type="button"
              className={styles.choice}
              aria-pressed={chosen[tool] === name}
              onClick={() => take(name)}
            >
              <span className={styles.dot} style={{ background: inks[name] }} />
              {t(name)}
            </button>
          ))}
        </div>
      </fieldset>
      {lines && (
        <fieldset className={styles.group}>
          <legend>{t('penWidth')}</legend>
          <div className={styles.choices}>
            {penWidths.map(width => (
              <button
                key={width}
                type="button"
                className={styles.choice}
                aria-pressed={penWidth === width}
                onClick={() => useNotes.setState({ penWidth: width })}
              >
                <span
                  className={styles.line}
                  style={{ height: width * 1.5, background: inks[chosen[tool]] }}
                />
                {t(`width${width}`)}
              </button>
            ))}
          </div>
        </fieldset>
      )}
      {tool === 'textBox' && (
        <fieldset className={styles.group}>
          <legend>{t('textSize')}</legend>
          <div className={styles.choices}>
            {textSizes.map(size => (
              <button
                key={size}
                type="button"
                className={styles.choice}
                aria-pressed={textSize === size}
                onClick={() => useNotes.setState({ textSize: size })}
              >
                <span style={{ fontSize: `${size * 1.3}px` }}>A</span>
                {t(`size${size}`)}
              </button>
            ))}
          </div>
        </fieldset>
      )}
    </Flyout>
  )
}
