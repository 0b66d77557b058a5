// The page in five languages: ?lang= decides, and the form follows the page's own `lang` and `dir`.
{
  /** @type {Record<string, Record<string, string>>} */
  const words = {
    en: {
      skip: 'Skip to the text',
      title: 'Small studios, 2027',
      lead: 'What 1,140 people who make websites build with, what they charge, and what keeps them up at night. Our yearly study, free.',
      one: 'of all new sites are made by three people or fewer',
      price: '€4,300',
      two: 'is what a site of ten pages costs on average, and twice that in Zurich',
      three: 'of designers would not hire themselves for their own site',
      who: 'Who asked',
      whoText:
        'Gridlark, the design tool in which the drawing is the website. We have asked the same forty questions since 2021.',
      how: 'Who answered',
      howText:
        'Designers and studio owners in 31 countries, between May and August. Nobody was paid, everybody got the study first.',
      privacy: 'Privacy notice',
      privacyText:
        'Your address is used to send the study, and for our letters if you tick the box. To have it deleted, write to privacy@gridlark.example.',
      demo: 'Gridlark and its figures are invented: this is a demo. The form is Qualiform, at work.',
    },
    pl: {
      skip: 'Przejdź do treści',
      title: 'Małe studia, 2027',
      lead: 'Na czym pracuje, ile bierze i czego się obawia 1140 osób, które tworzą strony. Nasz coroczny raport, bezpłatnie.',
      one: 'nowych stron powstaje w zespołach liczących najwyżej trzy osoby',
      price: '4300 €',
      two: 'kosztuje średnio strona złożona z dziesięciu podstron, a w Zurychu dwa razy więcej',
      three: 'projektantów nie zatrudniłoby siebie do własnej strony',
      who: 'Kto pytał',
      whoText:
        'Gridlark, program, w którym projekt od razu jest stroną. Od 2021 roku zadajemy te same czterdzieści pytań.',
      how: 'Kto odpowiadał',
      howText:
        'Projektanci i właściciele studiów z 31 krajów, od maja do sierpnia. Nikt nie dostał zapłaty, wszyscy dostali raport jako pierwsi.',
      privacy: 'Informacja o prywatności',
      privacyText:
        'Adres służy do wysłania raportu, a jeśli zaznaczysz pole, także naszych listów. Aby go usunąć, napisz na privacy@gridlark.example.',
      demo: 'Gridlark i te liczby są zmyślone: to strona pokazowa. Formularz to Qualiform w działaniu.',
    },
    it: {
      skip: 'Vai al testo',
      title: 'Piccoli studi, 2027',
      lead: 'Con che cosa lavorano, quanto chiedono e che cosa temono 1140 persone che fanno siti. Il nostro studio annuale, gratuito.',
      one: 'dei nuovi siti nasce in gruppi di tre persone al massimo',
      price: '4300 €',
      two: 'è il costo medio di un sito di dieci pagine, il doppio a Zurigo',
      three: 'dei designer non affiderebbe a sé stesso il proprio sito',
      who: 'Chi ha chiesto',
      whoText:
        'Gridlark, il programma in cui il disegno è già il sito. Dal 2021 facciamo le stesse quaranta domande.',
      how: 'Chi ha risposto',
      howText:
        'Designer e titolari di studi di 31 paesi, tra maggio e agosto. Nessuno è stato pagato, tutti hanno avuto lo studio per primi.',
      privacy: 'Informativa sulla privacy',
      privacyText:
        'L’indirizzo serve a inviare lo studio e, se spunti la casella, le nostre lettere. Per cancellarlo scrivi a privacy@gridlark.example.',
      demo: 'Gridlark e i suoi numeri sono inventati: questa è una dimostrazione. Il modulo è Qualiform, al lavoro.',
    },
    ru: {
      skip: 'Перейти к тексту',
      title: 'Малые студии, 2027',
      lead: 'На чём работают, сколько берут и чего боятся 1140 человек, которые делают сайты. Наше ежегодное исследование, бесплатно.',
      one: 'новых сайтов создают команды не больше трёх человек',
      price: '4300 €',
      two: 'стоит в среднем сайт из десяти страниц, а в Цюрихе вдвое дороже',
      three: 'дизайнеров не наняли бы себя для собственного сайта',
      who: 'Кто спрашивал',
      whoText:
        'Gridlark — программа, в которой макет и есть сайт. С 2021 года мы задаём одни и те же сорок вопросов.',
      how: 'Кто отвечал',
      howText:
        'Дизайнеры и владельцы студий из 31 страны, с мая по август. Никому не платили, зато все первыми получили исследование.',
      privacy: 'Политика конфиденциальности',
      privacyText:
        'Адрес нужен, чтобы прислать исследование, а если вы поставите отметку, то и наши письма. Чтобы его удалить, напишите на privacy@gridlark.example.',
      demo: 'Gridlark и все цифры вымышлены: это демонстрация. Форма — Qualiform в работе.',
    },
    ar: {
      skip: 'انتقل إلى النص',
      title: 'الاستوديوهات الصغيرة 2027',
      lead: 'بماذا يعمل 1140 من صانعي المواقع، وكم يتقاضون، وما الذي يقلقهم. دراستنا السنوية، مجانًا.',
      one: 'من المواقع الجديدة تصنعها فرق من ثلاثة أشخاص أو أقل',
      price: '4300 €',
      two: 'متوسط كلفة موقع من عشر صفحات، والضعف في زيورخ',
      three: 'من المصممين لن يوظفوا أنفسهم لتصميم مواقعهم',
      who: 'من سأل',
      whoText:
        'Gridlark، الأداة التي يكون فيها التصميم هو الموقع نفسه. نطرح الأسئلة الأربعين ذاتها منذ عام 2021.',
      how: 'من أجاب',
      howText:
        'مصممون وأصحاب استوديوهات في 31 بلدًا، بين مايو وأغسطس. لم يتقاضَ أحد أجرًا، وحصل الجميع على الدراسة أولًا.',
      privacy: 'إشعار الخصوصية',
      privacyText:
        'نستخدم عنوانك لإرسال الدراسة، ولرسائلنا إن وضعت العلامة. لحذفه راسلنا على privacy@gridlark.example.',
      demo: 'Gridlark وأرقامها من نسج الخيال: هذا عرض توضيحي، والنموذج هو Qualiform أثناء العمل.',
    },
  };

  const wanted = new URLSearchParams(location.search).get('lang') ?? 'en';
  const language = Object.hasOwn(words, wanted) ? wanted : 'en';
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';

  document.addEventListener('DOMContentLoaded', () => {
    const spoken = words[language] ?? {};
    document.title = `${spoken.title} – Gridlark`;
    for (const place of document.querySelectorAll('[data-word]'))
      place.textContent = spoken[place.getAttribute('data-word') ?? ''] ?? place.textContent;
    for (const link of document.querySelectorAll('.languages a'))
      if (link.getAttribute('lang') === language) link.setAttribute('aria-current', 'page');
  });
}
