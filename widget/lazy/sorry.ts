/** What is said where a form cannot be had, and its own words with it. Fetched only then; the widget itself says it in English. */

/** That it could not be loaded, that one may try again, and that there is another way. The same words as in the locales. */
export const sorry: Readonly<Record<string, readonly [loadFailed: string, retry: string, reach: string]>> = {
  pl: ['Nie udało się wczytać formularza.', 'Spróbuj ponownie', 'Skontaktuj się inaczej'],
  it: ['Non è stato possibile caricare il modulo.', 'Riprova', 'Contattaci in un altro modo'],
  ar: ['تعذّر تحميل هذا النموذج.', 'إعادة المحاولة', 'تواصل معنا بطريقة أخرى'],
  ru: ['Не удалось загрузить форму.', 'Попробовать ещё раз', 'Связаться иначе'],
  de: ['Dieses Formular konnte nicht geladen werden.', 'Noch einmal versuchen', 'Anders Kontakt aufnehmen'],
  fr: ['Ce formulaire n’a pas pu être chargé.', 'Réessayer', 'Nous joindre autrement'],
  es: ['No se ha podido cargar este formulario.', 'Intentar de nuevo', 'Contáctanos de otra forma'],
  pt: ['Não foi possível carregar este formulário.', 'Tentar novamente', 'Entrar em contato de outra forma'],
  nl: ['Dit formulier kon niet worden geladen.', 'Opnieuw proberen', 'Neem anders contact op'],
  uk: ['Не вдалося завантажити цю форму.', 'Спробувати ще раз', 'Зв’язатися інакше'],
  tr: ['Bu form yüklenemedi.', 'Yeniden dene', 'Bize başka yoldan ulaşın'],
  ja: ['フォームを読み込めませんでした。', 'もう一度試す', '別の方法で問い合わせる'],
  zh: ['无法加载此表单。', '重试', '通过其他方式联系我们'],
};
