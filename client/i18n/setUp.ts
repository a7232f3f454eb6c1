import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { recall, remember } from './remembered.ts'
import { type Language, languages, resources } from './resources.ts'

/** Name under which this device keeps the chosen language. */
const storageKey = 'phong-hop-so.language'

const isLanguage = (value: string | null): value is Language => languages.some(known => known === value)

/** Starts the texts in the language that this device remembers, or in Vietnamese. To be awaited before rendering. */
export async function setUpLanguage(): Promise<void> {
  const stored = recall(storageKey)
  const language: Language = isLanguage(stored) ? stored : 'vi'
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'vi',
    resources,
    // Keys are flat and may hold dots (error codes do).
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  document.documentElement.lang = language
}

/** Turns every text over to `language`, and remembers it on this device. */
export async function switchLanguage(language: Language): Promise<void> {
  remember(storageKey, language)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}
