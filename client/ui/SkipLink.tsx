import { useT } from '#client/i18n/useT.ts'
import styles from './SkipLink.module.css'

/** The page's main part, where SkipLink leads; give its element this id and tabIndex -1. */
export const contentId = 'content'

/** First stop of the Tab key: past the bars, straight to the content. Unseen until focused. */
export function SkipLink() {
  const t = useT('ui')
  return (
    <a
      className={styles.skip}
      href={`#${contentId}`}
      onClick={clicked => {
        // The address stays as it is: it belongs to the router.
        clicked.preventDefault()
        document.getElementById(contentId)?.focus()
      }}
    >
      {t('skipToContent')}
    </a>
  )
}
