// Words as the search index has them: the twin of SearchIndexing's Tokenizer, UnicodeFolding, StopWords and Stemmer.
{
  const stopWords = new Set((
    "a an and are as at be by can could do does for from has have how if in into is it its may me must my of on or " +
    "shall should that the their there these they this those to was we what when where which who whose why will with " +
    "would you your").split(" "));

  const letters = {
    "ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d",
    "ł": "l", "Ł": "l", "þ": "th", "Þ": "th", "ð": "d", "Ð": "d", "ı": "i",
  };

  // What a character beyond ASCII becomes: letters, nothing of its own (""), a hyphen ("-"), or an end of the word (null).
  const fold = (character) => {
    if (/[\u00ad\u200b-\u200d\u2060]/.test(character)) return "";
    if (/[\u2010\u2011]/.test(character)) return "-";
    if (character in letters) return letters[character];
    const text = character.normalize("NFKD").replace(/\p{M}/gu, "");
    if (text === "") return "";
    return /^[\p{L}\p{N}]+$/u.test(text) ? text.toLowerCase() : null;
  };

  const isLetterOrDigit = (character) => character !== undefined && /[A-Za-z0-9]/.test(character);
  const longest = 48;
  // A character takes three bytes at most.
  const byteCount = (word) => (word.length * 3 <= longest ? word.length : new TextEncoder().encode(word).length);

  // The words of a text: each as a whole, its parts, and where it stands.
  const words = (text) => {
    const found = [];
    let whole = "", joined = "", starts = [], start = 0, isNumber = true, previous = "";
    const end = (index) => {
      if (whole !== "") {
        if (isNumber) [whole, starts] = [joined, []];
        const bounds = [...new Set([0, ...starts])].filter((bound) => bound < whole.length);
        const parts = bounds.map((bound, number) => whole.slice(bound, bounds[number + 1]));
        if (byteCount(whole) <= longest) found.push({ whole, parts, start, end: index });
      }
      whole = joined = "";
      starts = [];
      isNumber = true;
    };
    let index = 0;
    for (const character of text) {
      const next = text[index + character.length];
      let folded = character;
      if (character > "\u007f") folded = fold(character);
      else if (!isLetterOrDigit(character)) folded = /[-._]/.test(character) ? "-" : null;
      if (folded === "-") {
        if (whole !== "" && (isLetterOrDigit(next) || next > "\u007f")) {
          starts.push(whole.length);
          joined += character > "\u007f" ? "-" : character;
        } else {
          end(index);
        }
      } else if (folded === null) {
        end(index);
      } else if (folded !== "") {
        if (whole === "") start = index;
        // An inner capital begins a part.
        if (/[A-Z]/.test(character) && /[a-z]/.test(previous)) starts.push(whole.length);
        if (!/^[0-9]/.test(folded)) isNumber = false;
        whole += folded.toLowerCase();
        joined += folded.toLowerCase();
      }
      previous = character;
      index += character.length;
    }
    end(index);
    return found;
  };

  // Snowball's stemmer for English, known as Porter2.
  const exceptions = {
    skis: "ski", skies: "sky", dying: "die", lying: "lie", tying: "tie", idly: "idl", gently: "gentl", ugly: "ugli",
    early: "earli", only: "onli", singly: "singl", news: "news", howe: "howe", atlas: "atlas", cosmos: "cosmos",
    bias: "bias", andes: "andes",
  };
  const longSuffixes = [
    ["ization", "ize"], ["ational", "ate"], ["fulness", "ful"], ["ousness", "ous"], ["iveness", "ive"],
    ["tional", "tion"], ["biliti", "ble"], ["lessli", "less"], ["entli", "ent"], ["ation", "ate"], ["alism", "al"],
    ["aliti", "al"], ["ousli", "ous"], ["iviti", "ive"], ["fulli", "ful"], ["enci", "ence"], ["anci", "ance"],
    ["abli", "able"], ["izer", "ize"], ["ator", "ate"], ["alli", "al"], ["bli", "ble"],
  ];
  const otherSuffixes = [
    ["ational", "ate"], ["tional", "tion"], ["alize", "al"], ["icate", "ic"], ["iciti", "ic"], ["ical", "ic"],
    ["ness", ""], ["ful", ""],
  ];
  const lastSuffixes = [
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "al", "er",
    "ic",
  ];
  const vowel = "[aeiouy]";
  const endsShort = (word) => /^[aeiouy][^aeiouy]$|[^aeiouy][aeiouy][^aeiouywxY]$/.test(word);

  const stems = new Map();
  const stem = (word) => {
    if (!stems.has(word)) stems.set(word, stemOf(word));
    return stems.get(word);
  };

  const stemOf = (word) => {
    if (word.length < 4 || /[^a-z]/.test(word)) return word;
    if (Object.hasOwn(exceptions, word)) return exceptions[word];
    word = word.replace(/^y/, "Y").replace(/([aeiouy])y/g, "$1Y");
    const region = (from) => {
      const match = word.slice(from).match(/[aeiouy][^aeiouy]/);
      return match ? from + match.index + 2 : word.length;
    };
    const prefix = word.match(/^(gener|commun|arsen)/);
    const r1 = prefix ? prefix[0].length : region(0);
    const r2 = region(r1);
    const cut = (count, adding = "") => { word = word.slice(0, word.length - count) + adding; };

    if (word.endsWith("sses")) cut(2);
    else if (/ie[ds]$/.test(word)) cut(word.length > 4 ? 2 : 1);
    else if (!/(us|ss)$/.test(word) && new RegExp(`${vowel}.+s$`).test(word)) cut(1);
    if (/^((inn|out|cann|herr|earr)ing|(proc|exc|succ)eed)$/.test(word)) return word.replaceAll("Y", "y");

    const eed = word.match(/eed(ly)?$/);
    const past = word.match(/(ingly|edly|ing|ed)$/);
    if (eed) {
      if (eed.index >= r1) cut(eed[0].length, "ee");
    } else if (past && /[aeiouy]/.test(word.slice(0, past.index))) {
      cut(past[0].length);
      if (/(at|bl|iz)$/.test(word)) word += "e";
      else if (/(bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(word)) cut(1);
      else if (r1 >= word.length && endsShort(word)) word += "e";
    }

    if (/.[^aeiouy][yY]$/.test(word)) cut(1, "i");

    const replace = (suffixes) => {
      const found = suffixes.find(([suffix]) => word.endsWith(suffix));
      if (found && word.length - found[0].length >= r1) cut(found[0].length, found[1]);
      return found !== undefined;
    };
    if (!replace(longSuffixes)) {
      if (word.endsWith("ogi")) {
        if (word.length - 3 >= r1 && word.endsWith("logi")) cut(1);
      } else if (/[cdeghkmnrt]li$/.test(word) && word.length - 2 >= r1) {
        cut(2);
      }
    }
    if (!replace(otherSuffixes) && word.endsWith("ative") && word.length - 5 >= r2) cut(5);

    const last = lastSuffixes.find((suffix) => word.endsWith(suffix));
    if (last) {
      if (word.length - last.length >= r2) cut(last.length);
    } else if (/[st]ion$/.test(word) && word.length - 3 >= r2) {
      cut(3);
    }
    if (word.endsWith("e")) {
      if (word.length - 1 >= r2 || (word.length - 1 >= r1 && !endsShort(word.slice(0, -1)))) cut(1);
    } else if (word.endsWith("ll") && word.length - 1 >= r2) {
      cut(1);
    }
    return word.replaceAll("Y", "y");
  };

  self.searchWords = { words, stem, isStopWord: (word) => stopWords.has(word) };
}
