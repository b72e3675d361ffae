//! Names of files that are saved.

/// How many characters of a host's name are in a file's name.
const LENGTH: usize = 60;

/// `netsnap-HOST-PART.ENDING`, of characters that no system minds; the part may be empty, and so may
/// the host's name.
pub fn file_name(host: &str, part: &str, ending: &str) -> String {
    let mut name = "netsnap".to_owned();
    for word in [host, part] {
        let before = name.len();
        for character in word.chars().take(LENGTH) {
            if character.is_ascii_alphanumeric() || (character == '.' && name.len() > before) {
                if name.len() == before {
                    name.push('-');
                }
                name.push(character);
            } else if name.len() > before && !name.ends_with('-') {
                name.push('-');
            }
        }
        // Windows does not like a dot at the end, and nobody a hyphen.
        name.truncate(name.trim_end_matches(['.', '-']).len());
    }
    name.push('.');
    name.push_str(ending);
    name
}
